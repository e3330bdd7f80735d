import type { Field, FieldSubject } from '../fields/definitions';
import { toInputs } from '../fields/values';
import type { Requirement } from './asking';

/** Under `custom` those of the company's own fields, by their keys. */
interface Answers {
  [name: string]: string | null | undefined | Record<string, string | null>;
  custom?: Record<string, string | null>;
}

export interface GateValues extends Record<string, unknown> {
  fields: Answers;
  account: Answers;
  winLossReport: string;
  overrideReason: string;
}

/** How a required field is asked for, and under which name it is sent. */
export interface Asked {
  kind: 'account' | 'contact' | 'lookup' | 'money' | 'number' | 'line' | 'text' | 'custom';
  /** Path in the form and in the mutation's input. */
  path: string;
  lookup?: 'SOURCE' | 'FORECAST_CATEGORY' | 'INDUSTRY';
  /** Of a custom field. */
  custom?: { subject: FieldSubject; key: string };
}

const ASKED: Readonly<Record<string, Asked>> = {
  account: { kind: 'account', path: 'fields.accountId' },
  primaryContact: { kind: 'contact', path: 'fields.primaryContactId' },
  amount: { kind: 'money', path: 'fields.amount' },
  budget: { kind: 'money', path: 'fields.budget' },
  nextStep: { kind: 'line', path: 'fields.nextStep' },
  source: { kind: 'lookup', path: 'fields.sourceId', lookup: 'SOURCE' },
  forecastCategory: { kind: 'lookup', path: 'fields.forecastCategoryId', lookup: 'FORECAST_CATEGORY' },
  description: { kind: 'text', path: 'fields.description' },
  customerNeeds: { kind: 'text', path: 'fields.customerNeeds' },
  proposedSolution: { kind: 'text', path: 'fields.proposedSolution' },
  tactics: { kind: 'text', path: 'fields.tactics' },
  winLossReport: { kind: 'text', path: 'winLossReport' },
  'account.industry': { kind: 'lookup', path: 'account.industryId', lookup: 'INDUSTRY' },
  'account.website': { kind: 'line', path: 'account.website' },
  'account.phone': { kind: 'line', path: 'account.phone' },
  'account.address': { kind: 'text', path: 'account.address' },
  'account.employees': { kind: 'number', path: 'account.employees' },
  'account.annualRevenue': { kind: 'money', path: 'account.annualRevenue' },
};

const CUSTOM = /^(account\.)?custom\.(\w+)$/;

export function askedFor({ kind, key }: Requirement): Asked | undefined {
  if (kind !== 'FIELD') return undefined;
  const [, ofAccount, custom] = CUSTOM.exec(key) ?? [];
  if (!custom) return ASKED[key];
  return {
    kind: 'custom',
    path: `${ofAccount ? 'account' : 'fields'}.custom.${custom}`,
    custom: { subject: ofAccount ? 'ACCOUNT' : 'DEAL', key: custom },
  };
}

export function emptyValues(missing: readonly Requirement[]): GateValues {
  const values: GateValues = { fields: {}, account: {}, winLossReport: '', overrideReason: '' };
  for (const asked of missing.flatMap((one) => askedFor(one) ?? [])) {
    const [group, name] = asked.path.split('.');
    if (!name || (group !== 'fields' && group !== 'account')) continue;
    if (asked.custom) values[group].custom = { ...values[group].custom, [asked.custom.key]: null };
    else values[group][name] = null;
  }
  return values;
}

/** More is asked for now: each key has its place from the first on, and what was typed for one stage stays for the next. */
export function withAsked(old: GateValues, missing: readonly Requirement[]): GateValues {
  const blank = emptyValues(missing);
  return {
    ...old,
    fields: { ...blank.fields, ...old.fields, custom: { ...blank.fields.custom, ...old.fields.custom } },
    account: { ...blank.account, ...old.account, custom: { ...blank.account.custom, ...old.account.custom } },
  };
}

const filled = (answer: unknown) => answer !== null && answer !== undefined && answer !== '';

/** What is asked for now, with what had been typed. */
function again(asked: Answers, typed: Answers): Answers {
  const own = typed.custom ?? {};
  const custom =
    asked.custom && Object.fromEntries(Object.keys(asked.custom).map((key) => [key, own[key] ?? null]));
  const names = Object.keys(asked).filter((name) => name !== 'custom' && filled(typed[name]));
  return {
    ...asked,
    ...Object.fromEntries(names.map((name) => [name, typed[name]])),
    ...(custom && { custom }),
  };
}

const left = new Map<string, GateValues>();

/** Keeps what was typed when somebody leaves for the deal's page, to see to what no form can answer. */
export function keepTyped(dealId: string, stageId: string, values: GateValues): void {
  left.set(`${dealId} ${stageId}`, values);
}

/** Once the deal has moved, or nobody wants it to. */
export function forgetTyped(dealId: string, stageId: string): void {
  left.delete(`${dealId} ${stageId}`);
}

/** What the dialog begins with: empty, or as it was left. A reason to pass anyway is given anew. */
export function startValues(dealId: string, stageId: string, missing: readonly Requirement[]): GateValues {
  const empty = emptyValues(missing);
  const typed = left.get(`${dealId} ${stageId}`);
  if (!typed) return empty;
  return {
    ...empty,
    fields: again(empty.fields, typed.fields),
    account: again(empty.account, typed.account),
    winLossReport: typed.winLossReport,
  };
}

/** Those that were given; what was left empty is not sent. */
function given({ custom = {}, ...values }: Answers, fields: readonly Field[]) {
  const some = Object.entries(values).flatMap(([name, value]): [string, string | number][] => {
    const text = typeof value === 'string' ? value.trim() : '';
    if (!text) return [];
    return [[name, name === 'employees' ? Number(text) : text]];
  });
  const own = toInputs(fields, custom).filter(({ value }) => value !== null);
  return { ...Object.fromEntries(some), ...(own.length > 0 && { custom: own }) };
}

export type Known = Readonly<Partial<Record<FieldSubject, readonly Field[]>>>;

/** What the mutation takes of it. */
export function toInput(values: GateValues, accountId: string | undefined, known: Known = {}) {
  const fields = given(values.fields, known.DEAL ?? []);
  const account = given(values.account, known.ACCOUNT ?? []);
  const { accountId: chosenHere } = values.fields;
  const chosen = typeof chosenHere === 'string' && chosenHere ? chosenHere : accountId;
  return {
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(chosen && Object.keys(account).length > 0 && { account: { id: chosen, ...account } }),
    ...(values.winLossReport.trim() && { winLossReport: values.winLossReport.trim() }),
    ...(values.overrideReason.trim() && { overrideReason: values.overrideReason.trim() }),
  };
}
