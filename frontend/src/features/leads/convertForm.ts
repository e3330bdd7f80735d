import type { ConvertLeadInput } from '@/__generated__/ConvertDialogMutation.graphql';
import type { CustomValues } from '../fields/CustomInputs';
import type { Field } from '../fields/definitions';
import { type MoreValues, moreInput, type Standard } from '../fields/standards';
import { toInputs } from '../fields/values';
import type { GateValues, Known } from '../gate/values';
import { toInput as gateInput } from '../gate/values';

/** What the dialog begins with. */
export interface LeadFacts {
  readonly id: string;
  readonly version: number;
  readonly topic: string;
  readonly company?: string | null;
  readonly person?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly jobTitle?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly website?: string | null;
  readonly source?: { readonly id: string } | null;
  readonly owner: { readonly id: string };
}

/** Parts are named as in ConvertLeadInput, so that the server's errors find their fields. */
export interface ConvertValues extends Record<string, unknown> {
  accountMode: 'new' | 'known';
  accountId: string | null;
  newAccount: { name: string; website: string; phone: string; more: MoreValues };
  contactMode: 'new' | 'known' | 'none';
  contactId: string | null;
  newContact: {
    firstName: string;
    lastName: string;
    jobTitle: string;
    emails: string;
    phones: string;
    more: MoreValues;
  };
  deal: {
    name: string;
    stageId: string | null;
    amount: string;
    currency: string;
    expectedCloseOn: string | null;
    ownerId: string | null;
    custom: CustomValues;
    more: MoreValues;
  };
}

/** What the company's standards ask for that the dialog has no input for, by part. */
export interface Missing {
  account: readonly Standard[];
  contact: readonly Standard[];
  deal: readonly Standard[];
}

/** The dialog's inputs; whatever else a standard asks for gets one. What follows from the lead is not asked again. */
export function inputsOf(lead: Pick<LeadFacts, 'source'>) {
  const source = lead.source ? ['sourceId'] : [];
  return {
    account: ['name', 'website', 'phone', ...source],
    contact: ['firstName', 'lastName', 'jobTitle', 'emails', 'phones', 'accountId', ...source],
    deal: ['name', 'accountId', 'primaryContactId', 'amount', 'customerNeeds', ...source],
  };
}

interface Defaults {
  stageId: string | null;
  currency: string;
  expectedCloseOn: string;
  custom: CustomValues;
}

export function convertValues(lead: LeadFacts, defaults: Defaults): ConvertValues {
  return {
    accountMode: 'new',
    accountId: null,
    newAccount: {
      name: lead.company ?? lead.person ?? '',
      website: lead.website ?? '',
      phone: lead.phone ?? '',
      more: {},
    },
    // A company without anybody to talk to makes no contact.
    contactMode: lead.firstName || lead.lastName ? 'new' : 'none',
    contactId: null,
    newContact: {
      firstName: lead.firstName ?? '',
      lastName: lead.lastName ?? '',
      jobTitle: lead.jobTitle ?? '',
      emails: lead.email ?? '',
      phones: lead.phone ?? '',
      more: {},
    },
    deal: { name: lead.topic, amount: '', ownerId: lead.owner.id, more: {}, ...defaults },
  };
}

/** Asked for in the form already, whatever a stage's gate says. */
const IN_FORM: ReadonlySet<string> = new Set(['account', 'primaryContact', 'amount']);

/** What a stage asks for that gets fields of its own in the dialog. */
export function extra<R extends { readonly key: string }>(missing: readonly R[], accountMode: string): R[] {
  return missing.filter(
    ({ key }) => !IN_FORM.has(key) && (accountMode === 'new' || !key.startsWith('account.')),
  );
}

const text = (value: string) => value.trim() || null;
const list = (value: string) => (value.trim() ? [value.trim()] : []);

function accountPart(values: ConvertValues, lead: LeadFacts, missing: Missing, more: object) {
  if (values.accountMode === 'known') return { accountId: values.accountId };
  const { name, website, phone, more: asked } = values.newAccount;
  const sourceId = lead.source?.id ?? null;
  const newAccount = { name: name.trim(), website: text(website), phone: text(phone), sourceId };
  return { newAccount: { ...newAccount, ...moreInput(missing.account, asked), ...more } };
}

function contactPart(
  { contactMode, contactId, newContact }: ConvertValues,
  lead: LeadFacts,
  missing: Missing,
) {
  if (contactMode === 'none') return { withoutContact: true };
  if (contactMode === 'known') return { contactId };
  return {
    newContact: {
      firstName: text(newContact.firstName),
      lastName: newContact.lastName.trim(),
      jobTitle: text(newContact.jobTitle),
      emails: list(newContact.emails),
      phones: list(newContact.phones),
      sourceId: lead.source?.id ?? null,
      ...moreInput(missing.contact, newContact.more),
    },
  };
}

/** The lead becomes an account, a contact and a deal; `gate` is what the deal's stage asked for besides. */
export function convertInput(
  lead: LeadFacts,
  values: ConvertValues,
  gate: GateValues,
  known: Known,
  fields: readonly Field[],
  missing: Missing = { account: [], contact: [], deal: [] },
): ConvertLeadInput {
  const { deal } = values;
  const asked = gateInput(gate, 'new', known);
  const { id: _, ...ofAccount } = asked.account ?? { id: '' };
  const { custom: gateCustom = [], ...ofDeal } = asked.fields ?? {};
  const custom = [...(fields.length > 0 ? toInputs(fields, deal.custom) : []), ...gateCustom];
  return {
    id: lead.id,
    expectedVersion: lead.version,
    ...accountPart(values, lead, missing, ofAccount),
    ...contactPart(values, lead, missing),
    deal: {
      name: text(deal.name),
      stageId: deal.stageId,
      amount: text(deal.amount),
      currency: deal.currency,
      expectedCloseOn: deal.expectedCloseOn,
      ownerId: deal.ownerId,
      ...moreInput(missing.deal, deal.more),
      ...ofDeal,
      ...(custom.length > 0 && { custom }),
      ...(asked.overrideReason && { overrideReason: asked.overrideReason }),
    },
  };
}
