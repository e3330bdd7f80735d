import type { LookupKind } from '@/__generated__/pickersLookupsQuery.graphql';
import { addDays, startOfDay } from '@/i18n/zoned';
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
  lookup: ID_OPERATORS,
};

export function isComplete(operator: string, value: unknown): boolean {
  if (operator === 'isNull') return typeof value === 'boolean';
  if (operator === 'between')
    return Array.isArray(value) && value.length === 2 && value.every((end) => end !== '' && end !== null);
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== '';
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

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
  if (field.kind === 'instant') return instantOperators(operator, value, zone);
  return { [operator]: field.kind === 'number' ? number(value) : value };
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
    if (!field || !OPERATORS[field.kind].includes(operator) || !isComplete(operator, value)) return [];
    return [nest(field.path ?? [field.key], operators(field, operator, value, zone))];
  });
  if (parts.length === 0) return undefined;
  return (parts.length === 1 ? parts[0] : { and: parts }) as T;
}
