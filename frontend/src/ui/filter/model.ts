import type { LookupKind } from '@/__generated__/pickersLookupsQuery.graphql';
import { addDays, addMonths, startOfDay, wallOf } from '@/i18n/zoned';
import type { FilterCondition } from '@/searchParams';

export type FilterKind =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'instant'
  | 'boolean'
  | 'options'
  | 'user'
  | 'account'
  | 'contact'
  | 'product'
  | 'competitor'
  | 'lookup';

/** One thing a list can be filtered by. */
export interface FilterField {
  /** Name in the URL. */
  key: string;
  label: string;
  kind: FilterKind;
  /** Where it sits in the filter input: `['account', 'industryId']`; the key itself when absent. */
  path?: readonly string[];
  /** For `options`: enum values or ids. */
  options?: readonly { value: string; label: string }[];
  /** Of a custom field: the condition goes into `custom` under this key. */
  customKey?: string;
  /** For `lookup`. */
  lookupKind?: LookupKind;
}

export type FilterInput = Record<string, unknown>;

const ID_OPERATORS = ['in', 'notIn', 'isNull'];
const RANGE_OPERATORS = ['gte', 'lte', 'between', 'isNull'];

/** Operators offered for each kind, the usual one first. */
export const OPERATORS: Record<FilterKind, readonly string[]> = {
  text: ['contains', 'startsWith', 'eq', 'isNull'],
  number: ['eq', ...RANGE_OPERATORS],
  money: RANGE_OPERATORS,
  date: [...RANGE_OPERATORS],
  instant: [...RANGE_OPERATORS],
  boolean: ['eq'],
  options: ['in', 'notIn'],
  user: ID_OPERATORS,
  account: ID_OPERATORS,
  contact: ID_OPERATORS,
  // Of several on a record: at least one of these is among them.
  product: ['in'],
  competitor: ['in'],
  lookup: ID_OPERATORS,
};

/** Custom fields can be asked whether they are filled in, whatever their kind. */
export function operatorsOf({ kind, customKey }: FilterField): readonly string[] {
  const own = OPERATORS[kind];
  return customKey === undefined || own.includes('isNull') ? own : [...own, 'isNull'];
}

export function isComplete(operator: string, value: unknown): boolean {
  if (operator === 'isNull') return typeof value === 'boolean';
  if (operator === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((end) => end !== '' && end !== null);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

const RELATIVE_DAY = /^@today(?:([+-]\d{1,4})([dwmy]))?$/;

/** The day that `@today+1w` means on the viewer's calendar; the server's would be that of UTC. */
function dayOf(value: unknown, zone: string): unknown {
  const found = typeof value === 'string' ? RELATIVE_DAY.exec(value) : null;
  if (!found) return value;
  const today = wallOf(Date.now(), zone).day;
  const count = Number(found[1] ?? 0);
  switch (found[2]) {
    case 'y':
      return addMonths(today, 12 * count);
    case 'm':
      return addMonths(today, count);
    case 'w':
      return addDays(today, 7 * count);
    default:
      return addDays(today, count);
  }
}

function daysOf(value: unknown, zone: string): unknown {
  return Array.isArray(value) ? value.map((one) => dayOf(one, zone)) : dayOf(value, zone);
}

/** Up to and with a day is before the next one begins: no second of it is left out, however long it is. */
function instantOperators(operator: string, value: unknown, zone: string): FilterInput {
  const start = (day: unknown) =>
    typeof day === 'string' && DAY.test(day) ? startOfDay(day, zone) : String(day);
  const upTo = (day: unknown): FilterInput =>
    typeof day === 'string' && DAY.test(day) ? { lt: startOfDay(addDays(day, 1), zone) } : { lte: day };
  if (operator === 'gte') return { gte: start(value) };
  if (operator === 'lte') return upTo(value);
  if (operator === 'between' && Array.isArray(value)) return { gte: start(value[0]), ...upTo(value[1]) };
  return { [operator]: value };
}

function number(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(Number);
  return typeof value === 'boolean' ? value : Number(value);
}

function operators(field: FilterField, operator: string, value: unknown, zone: string): FilterInput {
  if (field.kind === 'instant') return instantOperators(operator, daysOf(value, zone), zone);
  if (field.kind === 'date') return { [operator]: daysOf(value, zone) };
  // Custom numbers are decimals, which stay text.
  const plain = field.kind === 'number' && field.customKey === undefined;
  return { [operator]: plain ? number(value) : value };
}

function nest(path: readonly string[], leaf: FilterInput): FilterInput {
  return path.reduceRight<FilterInput>((inner, key) => ({ [key]: inner }), leaf);
}

/**
 * Conditions → a filter input of the API. Each becomes a member of `and`, so two conditions on one
 * field do not overwrite each other. Unknown fields (an old link) are left out. A day asked of an instant
 * begins and ends as the viewer's calendar has it.
 */
export function toFilterInput<T = FilterInput>(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
  zone: string,
): T | undefined {
  const parts = (conditions ?? []).flatMap(([key, operator, value]) => {
    const field = fields.find((candidate) => candidate.key === key);
    if (!field || !operatorsOf(field).includes(operator) || !isComplete(operator, value)) return [];
    const asked = operators(field, operator, value, zone);
    if (field.customKey !== undefined) return [{ custom: [{ key: field.customKey, ...asked }] }];
    return [nest(field.path ?? [field.key], asked)];
  });
  if (parts.length === 0) return undefined;
  return (parts.length === 1 ? parts[0] : { and: parts }) as T;
}
