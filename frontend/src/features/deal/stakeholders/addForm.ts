import type { AddStakeholderInput } from '@/__generated__/useStakeholdersAddMutation.graphql';
import type { UserErrorLike } from '@/app/errors';
import { SIDES, type Side } from './model';

export interface NewContact {
  firstName: string;
  lastName: string;
  jobTitle: string;
  /** One of each is enough here; more are added on the contact's own page. */
  emails: string;
  phones: string;
}

export interface AddForm extends Record<string, unknown> {
  mode: 'known' | 'new';
  contactId: string | null;
  newContact: NewContact;
  roleId: string | null;
  side: Side;
  influence: string;
  loyalty: string;
  lastMetOn: string | null;
  motivators: string;
  notes: string;
  primary: boolean;
}

export function blankForm(roleId: string | undefined): AddForm {
  return {
    mode: 'known',
    contactId: null,
    newContact: { firstName: '', lastName: '', jobTitle: '', emails: '', phones: '' },
    roleId: roleId ?? null,
    side: SIDES[0],
    influence: '3',
    loyalty: '0',
    lastMetOn: null,
    motivators: '',
    notes: '',
    primary: false,
  };
}

const text = (value: string) => value.trim() || null;
const list = (value: string) => (value.trim() ? [value.trim()] : []);

/** Only the half that was filled in goes out: either a contact that is there, or a new one. */
export function addInput(dealId: string, form: AddForm): AddStakeholderInput {
  const { newContact } = form;
  const who =
    form.mode === 'known'
      ? { contactId: form.contactId }
      : {
          newContact: {
            firstName: newContact.firstName.trim(),
            lastName: newContact.lastName.trim(),
            jobTitle: text(newContact.jobTitle),
            emails: list(newContact.emails),
            phones: list(newContact.phones),
          },
        };
  return {
    dealId,
    ...who,
    roleId: form.roleId,
    side: form.side,
    influence: Number(form.influence),
    loyalty: Number(form.loyalty),
    lastMetOn: form.lastMetOn,
    motivators: text(form.motivators),
    notes: text(form.notes),
    ...(form.primary && { primary: true }),
  };
}

/** The first of a list is the form's only one: `newContact.emails.0` is shown at `newContact.emails`. */
export function atFields<E extends UserErrorLike>(error: E): E {
  return { ...error, path: error.path.filter((step) => !/^\d+$/.test(step)) };
}
