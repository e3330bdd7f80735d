import type { FilterCondition, SortOrder } from '@/searchParams';
import { type FilterField, type FilterInput, toFilterInput } from '@/ui/FilterBar';

export const VIEW_KEYS = ['OPEN', 'MY_OPEN', 'COMPLETED', 'INACTIVE', 'ALL', 'LOST', 'WON'] as const;
export type ViewKey = (typeof VIEW_KEYS)[number];

/** A built-in view as the server describes it. */
export interface View {
  readonly key: string;
  readonly filter: unknown;
  readonly orderBy: unknown;
  readonly columns: readonly string[];
  /** Beside those of the workspace. */
  readonly saved?: boolean;
}

/** `my-open` in the address, `MY_OPEN` in the API; an unknown name of an old link means Open. */
export function viewOf(name: string | undefined): ViewKey {
  const key = name?.toUpperCase().replace(/-/g, '_');
  return VIEW_KEYS.find((candidate) => candidate === key) ?? 'OPEN';
}

export function viewName(key: ViewKey): string {
  return key.toLowerCase().replace(/_/g, '-');
}

function isFilter(value: unknown): value is FilterInput {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}

/** The view and the chips must both hold, so neither can widen the other. */
export function mergeFilter<T>(
  view: Pick<View, 'filter'> | undefined,
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
  zone: string,
): T | null {
  const parts = [view?.filter, toFilterInput(fields, conditions, zone)].filter(isFilter);
  if (parts.length === 0) return null;
  return (parts.length === 1 ? parts[0] : { and: parts }) as T;
}

function isOrder(value: unknown): value is SortOrder {
  return typeof value === 'object' && value !== null && typeof (value as SortOrder).field === 'string';
}

/** The clicked header wins over the view's own order. */
export function orderOf(view: Pick<View, 'orderBy'> | undefined, sort: SortOrder | undefined): SortOrder[] {
  if (sort) return [sort];
  const own = Array.isArray(view?.orderBy) ? view.orderBy : [view?.orderBy];
  return own.filter(isOrder).map(({ field, direction }) => ({ field, direction: direction ?? 'ASC' }));
}

/** `ownerId`, `owner_id` and `owner` name one column. */
export function columnKey(name: string): string {
  if (name.startsWith('custom.')) return name;
  const camel = name.replace(/[_.](\w)/g, (_, letter: string) => letter.toUpperCase());
  return camel.replace(/Id$/, '');
}

/** The view's columns first and shown, in its order; the others can be switched on. */
export function arrangeColumns<C extends { id: string; fixed?: boolean }>(
  all: readonly C[],
  view: Pick<View, 'columns'> | undefined,
): (C & { defaultHidden: boolean })[] {
  const shown = (view?.columns ?? []).map(columnKey);
  const place = (column: C) => (column.fixed ? -1 : shown.indexOf(column.id));
  const inView = all.filter((column) => column.fixed || shown.length === 0 || shown.includes(column.id));
  const rest = all.filter((column) => !inView.includes(column));
  return [
    ...[...inView].sort((a, b) => place(a) - place(b)).map((column) => ({ ...column, defaultHidden: false })),
    ...rest.map((column) => ({ ...column, defaultHidden: true })),
  ];
}
