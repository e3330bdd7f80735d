import type { FormErrors } from '@mantine/form';
import type { CreateDealInput } from '@/__generated__/CreateDealFormMutation.graphql';
import type { CustomValues } from '../fields/CustomInputs';
import type { Field } from '../fields/definitions';
import { inputOf, type MoreValues, moreInput, type Standard } from '../fields/standards';
import { toInputs } from '../fields/values';
import type { AccountChoice } from './AccountField';

/** Names are those of CreateDealInput, so that the server's errors find their fields. */
export interface CreateValues extends Record<string, unknown> {
  name: string;
  accountId: AccountChoice;
  primaryContactId: string | null;
  stageId: string | null;
  amount: string;
  currency: string;
  expectedCloseOn: string | null;
  ownerId: string | null;
  sourceId: string | null;
  nextStep: string;
  description: string;
  custom: CustomValues;
  /** What an account must have, for one that is made together with the deal. */
  accountCustom: CustomValues;
  /** What the company's standards ask for besides. */
  more: MoreValues;
  accountMore: MoreValues;
}

interface Stage {
  readonly id: string;
  readonly kind: string;
  readonly position: number;
  readonly allowCreate: boolean;
}
export interface PipelineStages {
  readonly isDefault: boolean;
  readonly archived: boolean;
  readonly stages: readonly Stage[];
}

/** The first stage of the default pipeline in which deals may begin. */
export function firstStage(pipelines: readonly PipelineStages[]): string | null {
  const usable = pipelines.filter(({ archived }) => !archived);
  const pipeline = usable.find(({ isDefault }) => isDefault) ?? usable[0];
  const stages = [...(pipeline?.stages ?? [])].sort((a, b) => a.position - b.position);
  return stages.find(({ kind, allowCreate }) => kind === 'OPEN' && allowCreate)?.id ?? null;
}

/** Calendar day in the workspace's time zone, `days` from now. */
export function dayIn(days: number, timeZone: string, now = new Date()): string {
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

interface Defaults {
  workspace: {
    readonly baseCurrency: string;
    readonly timeZone: string;
    readonly defaultDaysToClose: number;
  };
  pipelines: readonly PipelineStages[];
  viewerId: string;
  stageId?: string;
  accountId?: string;
  contactId?: string;
  custom?: CustomValues;
  accountCustom?: CustomValues;
  now?: Date;
}

export function initialValues({ workspace, pipelines, viewerId, now, ...given }: Defaults): CreateValues {
  return {
    name: '',
    accountId: { id: given.accountId ?? null, newName: null },
    primaryContactId: given.contactId ?? null,
    stageId: given.stageId ?? firstStage(pipelines),
    amount: '',
    currency: workspace.baseCurrency,
    expectedCloseOn: dayIn(workspace.defaultDaysToClose, workspace.timeZone, now),
    ownerId: viewerId,
    sourceId: null,
    nextStep: '',
    description: '',
    custom: given.custom ?? {},
    accountCustom: given.accountCustom ?? {},
    more: {},
    accountMore: {},
  };
}

type Rule = (value: unknown, values: CreateValues) => string | null;

/** An account made with the deal needs what every account needs; one that is there already is not asked again. */
export function newAccountRules(fields: readonly Field[], message: string): Record<string, Rule> {
  return Object.fromEntries(
    fields.map(({ key }): [string, Rule] => [
      key,
      (value, { accountId }) => (accountId.newName !== null && !value ? message : null),
    ]),
  );
}

/** The same of what the company's standards ask of an account. */
export function newAccountMoreRules(missing: readonly Standard[], message: string): Record<string, Rule> {
  return Object.fromEntries(
    missing.map(({ field }): [string, Rule] => [
      inputOf(field),
      (value, { accountId }) => (accountId.newName !== null && !value ? message : null),
    ]),
  );
}

/** The form's errors as the inputs of custom fields look for them. */
export function accountErrors(fields: readonly Field[], errors: FormErrors): FormErrors {
  return Object.fromEntries(fields.map(({ key }) => [`custom.${key}`, errors[`accountCustom.${key}`]]));
}

/** A refusal of the new account, at the input it is about. */
export function atNewAccount<E extends { readonly path: readonly string[] }>(
  error: E,
  missing: readonly Standard[] = [],
): E {
  const [, first, ...rest] = error.path;
  if (first === 'custom') return { ...error, path: ['input', 'accountCustom', ...rest] };
  if (missing.some(({ field }) => inputOf(field) === first)) {
    return { ...error, path: ['input', 'accountMore', ...error.path.slice(1)] };
  }
  return { ...error, path: ['input', 'accountId'] };
}

/** There is nothing the server could name it after. */
export function isNameless({ name, accountId, primaryContactId }: CreateValues): boolean {
  return !name.trim() && accountId.id === null && accountId.newName === null && primaryContactId === null;
}

/** Empty means "not given": the server then fills in its own defaults (the name, the account's source). */
export function toInput(
  values: CreateValues,
  accountId: string | null,
  fields: readonly Field[] = [],
  missing: readonly Standard[] = [],
): CreateDealInput {
  const text = (value: string) => value.trim() || null;
  return {
    name: text(values.name),
    accountId,
    primaryContactId: values.primaryContactId,
    stageId: values.stageId,
    amount: text(values.amount),
    currency: values.currency,
    expectedCloseOn: values.expectedCloseOn,
    ownerId: values.ownerId,
    sourceId: values.sourceId,
    nextStep: text(values.nextStep),
    description: text(values.description),
    ...(fields.length > 0 && { custom: toInputs(fields, values.custom) }),
    ...moreInput(missing, values.more),
  };
}
