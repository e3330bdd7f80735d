import { addDays, addMonths, startOfDay, wallOf } from '@/i18n/zoned';
import type { FilterCondition } from '@/searchParams';
import type { LookupKind } from '../recordOptions';

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

/** What is kept for later goes on meaning the day it is looked at. */
function keptInstants(operator: string, value: unknown, zone: string): FilterInput {
  const [from, to] = operator === 'between' && Array.isArray(value) ? value : [value, value];
  const { gte } = instantOperators('gte', from, zone);
  const upTo = nextDay(to) ? { lt: nextDay(to) } : instantOperators('lte', to, zone);
  if (operator === 'gte') return { gte };
  if (operator === 'lte') return upTo;
  if (operator === 'between') return { gte, ...upTo };
  return { [operator]: value };
}

/** `@today-7d` → `@today-6d`; nothing for what is not counted in days. */
function nextDay(value: unknown, by = 1): string | undefined {
  const found = typeof value === 'string' ? RELATIVE_DAY.exec(value) : null;
  if (!found || (found[2] ?? 'd') !== 'd') return undefined;
  const count = Number(found[1] ?? 0) + by;
  return count === 0 ? '@today' : `@today${count > 0 ? '+' : ''}${count}d`;
}

function operators(
  field: FilterField,
  operator: string,
  value: unknown,
  zone: string,
  keep: boolean,
): FilterInput {
  if (field.kind === 'instant')
    return keep ? keptInstants(operator, value, zone) : instantOperators(operator, daysOf(value, zone), zone);
  if (field.kind === 'date') return { [operator]: keep ? value : daysOf(value, zone) };
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
 * begins and ends as the viewer's calendar has it. With `keep`, days relative to today stay relative.
 */
export function toFilterInput<T = FilterInput>(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
  zone: string,
  keep = false,
): T | undefined {
  const parts = (conditions ?? []).flatMap(([key, operator, value]) => {
    const field = fields.find((candidate) => candidate.key === key);
    if (!field || !operatorsOf(field).includes(operator) || !isComplete(operator, value)) return [];
    const asked = operators(field, operator, value, zone, keep);
    if (field.customKey !== undefined) return [{ custom: [{ key: field.customKey, ...asked }] }];
    return [nest(field.path ?? [field.key], asked)];
  });
  if (parts.length === 0) return undefined;
  return (parts.length === 1 ? parts[0] : { and: parts }) as T;
}

function isRecord(value: unknown): value is FilterInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What must all hold, taken apart as far as it can be. */
function members(input: FilterInput): FilterInput[] {
  return Object.entries(input).flatMap(([key, value]): FilterInput[] => {
    if (key === 'and' && Array.isArray(value)) return value.filter(isRecord).flatMap(members);
    if (key === 'custom' && Array.isArray(value)) return value.map((one) => ({ custom: [one] }));
    return [{ [key]: value }];
  });
}

function only(input: unknown, key: string): unknown {
  return isRecord(input) && Object.keys(input).length === 1 ? input[key] : undefined;
}

/** The operators a member asks a field, when it asks that field. */
function askedOf(field: FilterField, member: FilterInput): FilterInput | undefined {
  if (field.customKey !== undefined) {
    const one = Array.isArray(member.custom) ? member.custom[0] : undefined;
    if (!isRecord(one) || one.key !== field.customKey) return undefined;
    const { key: _, ...asked } = one;
    return asked;
  }
  const asked = (field.path ?? [field.key]).reduce<unknown>(only, member);
  return isRecord(asked) ? asked : undefined;
}

/** The day an instant begins, or that it is relative; else nothing. */
function dayFrom(value: unknown, zone: string): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (RELATIVE_DAY.test(value)) return value;
  if (Number.isNaN(Date.parse(value))) return undefined;
  const { day } = wallOf(value, zone);
  return Date.parse(startOfDay(day, zone)) === Date.parse(value) ? day : undefined;
}

function dayBefore(value: unknown, zone: string): string | undefined {
  const day = dayFrom(value, zone);
  return day && (DAY.test(day) ? addDays(day, -1) : nextDay(day, -1));
}

function conditionOf(field: FilterField, asked: FilterInput, zone: string): FilterCondition | undefined {
  const offered = operatorsOf(field);
  const names = Object.keys(asked).sort().join();
  if (field.kind === 'instant' && names !== 'isNull') {
    const from = dayFrom(asked.gte, zone);
    const to = asked.lt === undefined ? dayFrom(asked.lte, zone) : dayBefore(asked.lt, zone);
    if (names === 'gte' && from) return [field.key, 'gte', from];
    if ((names === 'lt' || (names === 'lte' && to?.startsWith('@'))) && to) return [field.key, 'lte', to];
    if (names === 'gte,lt' && from && to) return [field.key, 'between', [from, to]];
    return undefined;
  }
  const value = asked[names];
  if (offered.includes(names) && isComplete(names, value)) return [field.key, names, value];
  if (names === 'eq' && offered.includes('in') && isComplete('eq', value)) return [field.key, 'in', [value]];
  if (names === 'ne' && offered.includes('notIn') && isComplete('eq', value))
    return [field.key, 'notIn', [value]];
  return undefined;
}

/** A filter input → the conditions it can be shown and changed as, and the rest, which only the API can express. */
export function fromFilterInput(
  fields: readonly FilterField[],
  input: unknown,
  zone: string,
): { conditions: FilterCondition[]; rest: FilterInput | undefined } {
  const conditions: FilterCondition[] = [];
  const rest: FilterInput[] = [];
  for (const member of isRecord(input) ? members(input) : []) {
    const found = fields
      .map((field) => {
        const asked = askedOf(field, member);
        return asked && conditionOf(field, asked, zone);
      })
      .find((condition) => condition !== undefined);
    if (found) conditions.push(found);
    else rest.push(member);
  }
  return { conditions, rest: rest.length > 1 ? { and: rest } : rest[0] };
}
