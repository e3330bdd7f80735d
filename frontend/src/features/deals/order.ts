import type { SortOrder } from '@/searchParams';

/** As the list was asked for: by a custom field, whose key it names then. */
export interface ListOrder extends SortOrder {
  readonly customKey?: string | null;
  /** A custom number, which is text in the API. */
  readonly numeric?: boolean;
}

/** What the list's order can depend on. */
export interface Sortable {
  readonly id: string;
  readonly name: string;
  readonly amountBase: string | null | undefined;
  readonly probability: number;
  readonly expectedCloseOn: string;
  readonly closedAt: string | null | undefined;
  readonly lastActivityAt: string | null | undefined;
  readonly stageEnteredAt: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly rank: string;
  readonly customFields?: readonly { readonly key: string; readonly json: unknown }[];
}

type Key = string | number | null | undefined;

const KEYS: Record<string, (deal: Sortable) => Key> = {
  NAME: (deal) => deal.name.toLowerCase(),
  AMOUNT: (deal) => (deal.amountBase ? Number(deal.amountBase) : null),
  PROBABILITY: (deal) => deal.probability,
  EXPECTED_CLOSE_ON: (deal) => deal.expectedCloseOn,
  CLOSED_AT: (deal) => deal.closedAt,
  LAST_ACTIVITY_AT: (deal) => deal.lastActivityAt,
  STAGE_ENTERED_AT: (deal) => deal.stageEnteredAt,
  CREATED_AT: (deal) => deal.createdAt,
  UPDATED_AT: (deal) => deal.updatedAt,
  RANK: (deal) => deal.rank,
};

/** Fields of the API behind each order; a change of one of them may move the row. */
export const SORT_FIELDS: Record<string, readonly string[]> = {
  NAME: ['name'],
  AMOUNT: ['amount', 'currency', 'amountBase'],
  PROBABILITY: ['probability', 'stage'],
  EXPECTED_CLOSE_ON: ['expectedCloseOn'],
  CLOSED_AT: ['closedAt', 'status', 'stage'],
  LAST_ACTIVITY_AT: ['lastActivityAt'],
  STAGE_ENTERED_AT: ['stage', 'stageEnteredAt'],
  RANK: ['rank', 'stage'],
};

function compareKeys(a: Key, b: Key, direction: SortOrder['direction']): number {
  const left = a ?? null;
  const right = b ?? null;
  if (left === right) return 0;
  // Empty values come last either way, as the server has them.
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right === (direction === 'ASC') ? -1 : 1;
}

function customKey(name: string, numeric: boolean | undefined): (deal: Sortable) => Key {
  return (deal) => {
    const value = deal.customFields?.find(({ key }) => key === name)?.json;
    if (value === null || value === undefined) return null;
    return numeric ? Number(value) : String(value).toLowerCase();
  };
}

export function compareDeals(order: readonly ListOrder[]): (a: Sortable, b: Sortable) => number {
  return (a, b) => {
    for (const { field, direction, customKey: name, numeric } of order) {
      const key = name ? customKey(name, numeric) : KEYS[field];
      if (!key) continue;
      const result = compareKeys(key(a), key(b), direction);
      if (result !== 0) return result;
    }
    return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
  };
}

/**
 * The server's order stands; only rows that live events have touched are placed by comparing. What would
 * come behind the last loaded row is left out while there are further pages: it arrives with its page.
 */
export function placeTouched<T extends Sortable>(
  rows: readonly T[],
  touched: ReadonlySet<string>,
  order: readonly ListOrder[],
  hasNext: boolean,
): T[] {
  const placed = rows.filter(({ id }) => !touched.has(id));
  const compare = compareDeals(order);
  for (const row of rows) {
    if (!touched.has(row.id)) continue;
    const at = placed.findIndex((other) => compare(row, other) < 0);
    if (at >= 0) placed.splice(at, 0, row);
    else if (!hasNext) placed.push(row);
  }
  return placed;
}

/**
 * The list while somebody points at it: nothing moves. Rows that are gone leave, pages loaded meanwhile are
 * appended, and what arrived live waits (`held`) until it is asked for.
 */
export function freeze<T extends { readonly id: string }>(
  rows: readonly T[],
  placed: readonly T[],
  kept: readonly string[],
  touched: ReadonlySet<string>,
): { shown: T[]; held: number } {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const known = new Set(kept);
  const shown = kept.flatMap((id) => byId.get(id) ?? []);
  let held = 0;
  for (const row of placed) {
    if (known.has(row.id)) continue;
    if (touched.has(row.id)) held += 1;
    else shown.push(row);
  }
  return { shown, held };
}
