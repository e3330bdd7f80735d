import type { FilterCondition, ListSearch, SortOrder } from '@/searchParams';
import { type FilterField, type FilterInput, fromFilterInput, toFilterInput } from '@/ui/FilterBar';
import { customKeyOf, customName } from '../fields/lists';

/** A saved view as far as its state depends on it. */
export interface Kept {
  readonly id: string;
  readonly filter: unknown;
  readonly orderBy: unknown;
  readonly columns: readonly string[];
  readonly search: string | null | undefined;
  readonly problems: readonly { readonly part: string; readonly field: string }[];
}

/** What a view says, as the page shows it. */
export interface ViewState {
  conditions: readonly FilterCondition[];
  /** Conditions that the page has no chips for. */
  rest: FilterInput | undefined;
  order: readonly SortOrder[];
  columns: readonly string[];
  search: string | undefined;
}

/** What a view keeps. */
export interface Stored {
  filter: FilterInput;
  orderBy: FilterInput[];
  columns: readonly string[];
  search: string | null;
}

export const SAVED = /^view_/;

function isRecord(value: unknown): value is FilterInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The filter without what it asks of these custom fields, however deep; nothing when nothing is left. */
export function withoutGone(filter: unknown, keys: ReadonlySet<string>): FilterInput | undefined {
  if (!isRecord(filter)) return undefined;
  const left = Object.entries(filter).flatMap(([name, value]): [string, unknown][] => {
    if (name === 'custom' && Array.isArray(value)) {
      const kept = value.filter((one) => !isRecord(one) || !keys.has(String(one.key)));
      return kept.length > 0 ? [[name, kept]] : [];
    }
    if (Array.isArray(value) && value.some(isRecord)) {
      const kept = value.flatMap((one) => withoutGone(one, keys) ?? []);
      return kept.length > 0 ? [[name, kept]] : [];
    }
    if (!isRecord(value)) return [[name, value]];
    const inner = withoutGone(value, keys);
    return inner ? [[name, inner]] : [];
  });
  return left.length > 0 ? Object.fromEntries(left) : undefined;
}

/** The order as the address writes it, without what there is no more. */
function orderFrom(orderBy: unknown, gone: ReadonlySet<string>): SortOrder[] {
  return (Array.isArray(orderBy) ? orderBy : []).filter(isRecord).flatMap((one) => {
    const key = typeof one.customKey === 'string' ? one.customKey : undefined;
    if (typeof one.field !== 'string' || (key !== undefined && gone.has(key))) return [];
    const direction = one.direction === 'DESC' ? 'DESC' : 'ASC';
    return [{ field: key === undefined ? one.field : customName(key), direction }];
  });
}

/** A view as it can be shown: what names a removed field is left out. */
export function stateOf(view: Kept, fields: readonly FilterField[], zone: string): ViewState {
  const gone = (part: string) =>
    new Set(view.problems.flatMap((one) => (one.part === part ? (customKeyOf(one.field) ?? []) : [])));
  const unusable = gone('COLUMNS');
  return {
    ...fromFilterInput(fields, withoutGone(view.filter, gone('FILTER')), zone),
    order: orderFrom(view.orderBy, gone('ORDER')),
    columns: view.columns.filter((column) => !unusable.has(customKeyOf(column) ?? '')),
    search: view.search ?? undefined,
  };
}

/** What the address changes of a view. */
export function withAddress(state: ViewState, search: ListSearch): ViewState {
  return search.edited ? { ...state, conditions: search.filter ?? [], search: search.q } : state;
}

/** The present state as a view keeps it: `@me` and `@today` stay what they are. */
export function storedOf(state: ViewState, fields: readonly FilterField[], zone: string): Stored {
  const asked = toFilterInput(fields, state.conditions, zone, true);
  const parts = [state.rest, asked].filter((part) => part !== undefined && Object.keys(part).length > 0);
  return {
    filter: (parts.length > 1 ? { and: parts } : parts[0]) ?? {},
    orderBy: state.order.map(({ field, direction }) => {
      const customKey = customKeyOf(field);
      return customKey === undefined ? { field, direction } : { field: 'CUSTOM', customKey, direction };
    }),
    columns: state.columns,
    search: state.search?.trim() || null,
  };
}

export function isSame(a: Stored, b: Stored): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A board has its own stages, pipeline and order; these do not narrow it. */
const BOARDS_OWN = ['status', 'pipeline'];

/** What a board's address can say of a view, and whether that is all of it. */
export function onBoard(
  state: Pick<ViewState, 'conditions' | 'rest'>,
  boardFields: readonly FilterField[],
): { conditions: FilterCondition[]; whole: boolean } {
  const known = (key: string) => boardFields.some((field) => field.key === key);
  const conditions = state.conditions.filter(([key]) => known(key));
  const lost = state.conditions.some(([key]) => !known(key) && !BOARDS_OWN.includes(key));
  return { conditions, whole: !lost && state.rest === undefined };
}
