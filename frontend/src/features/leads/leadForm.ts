import type { CreateLeadInput } from '@/__generated__/CreateLeadDialogMutation.graphql';
import type { CustomValues } from '../fields/CustomInputs';
import type { Field } from '../fields/definitions';
import { toInputs } from '../fields/values';

/** Names are those of CreateLeadInput, so that the server's errors find their fields. */
export interface LeadValues extends Record<string, unknown> {
  topic: string;
  company: string;
  firstName: string;
  lastName: string;
  jobTitle: string;
  email: string;
  phone: string;
  website: string;
  sourceId: string | null;
  ownerId: string | null;
  description: string;
  budget: string;
  authority: string;
  need: string;
  timing: string;
  custom: CustomValues;
}

export function blankLead(ownerId: string, custom: CustomValues): LeadValues {
  return {
    topic: '',
    company: '',
    firstName: '',
    lastName: '',
    jobTitle: '',
    email: '',
    phone: '',
    website: '',
    sourceId: null,
    ownerId,
    description: '',
    budget: '',
    authority: '',
    need: '',
    timing: '',
    custom,
  };
}

/** Nobody could be called back: neither a company nor a person, nor an address of any kind. */
export function isNobody({ company, firstName, lastName, email, phone }: LeadValues): boolean {
  return [company, firstName, lastName, email, phone].every((value) => value.trim() === '');
}

const text = (value: string) => value.trim() || null;

export function leadInput(values: LeadValues, fields: readonly Field[]): CreateLeadInput {
  return {
    topic: values.topic.trim(),
    company: text(values.company),
    firstName: text(values.firstName),
    lastName: text(values.lastName),
    jobTitle: text(values.jobTitle),
    email: text(values.email),
    phone: text(values.phone),
    website: text(values.website),
    sourceId: values.sourceId,
    ownerId: values.ownerId,
    description: text(values.description),
    budget: text(values.budget),
    authority: text(values.authority),
    need: text(values.need),
    timing: text(values.timing),
    ...(fields.length > 0 && { custom: toInputs(fields, values.custom) }),
  };
}
