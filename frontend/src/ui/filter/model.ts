import type { LookupKind } from '@/__generated__/pickersLookupsQuery.graphql';
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

/** A day typed for an instant means that day's edge. */
function wireValue(field: FilterField, value: unknown): unknown {
  if (field.kind === 'number') {
    return Array.isArray(value) ? value.map(Number) : typeof value === 'boolean' ? value : Number(value);
  }
  if (field.kind !== 'instant') return value;
  const instant = (day: unknown, end: boolean) =>
    typeof day === 'string' && day.length === 10 && !day.startsWith('@')
      ? `${day}T${end ? '23:59:59' : '00:00:00'}Z`
      : day;
  return Array.isArray(value) ? [instant(value[0], false), instant(value[1], true)] : value;
}

function instantEdge(field: FilterField, operator: string, value: unknown): unknown {
  if (field.kind !== 'instant' || typeof value !== 'string' || value.length !== 10 || value.startsWith('@')) {
    return wireValue(field, value);
  }
  return operator === 'lte' ? `${value}T23:59:59Z` : `${value}T00:00:00Z`;
}

function nest(path: readonly string[], leaf: FilterInput): FilterInput {
  return path.reduceRight<FilterInput>((inner, key) => ({ [key]: inner }), leaf);
}

/**
 * Conditions → a filter input of the API. Each becomes a member of `and`, so two conditions on one
 * field do not overwrite each other. Unknown fields (an old link) are left out.
 */
export function toFilterInput<T = FilterInput>(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
): T | undefined {
  const parts = (conditions ?? []).flatMap(([key, operator, value]) => {
    const field = fields.find((candidate) => candidate.key === key);
    if (!field || !OPERATORS[field.kind].includes(operator) || !isComplete(operator, value)) return [];
    return [nest(field.path ?? [field.key], { [operator]: instantEdge(field, operator, value) })];
  });
  if (parts.length === 0) return undefined;
  return (parts.length === 1 ? parts[0] : { and: parts }) as T;
}
