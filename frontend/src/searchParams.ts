/** One condition of the filter bar: [field, operator, value]. Arrays keep the URL short. */
export type FilterCondition = readonly [field: string, operator: string, value: unknown];

/** What every list page keeps in its URL, so that a link shows the same list. */
export interface ListSearch {
  /** Free text. */
  q?: string;
  /** Key of a built-in or saved view. */
  view?: string;
  /** The address says all of the filter and the text; what the saved view has of them does not count. */
  edited?: true;
  /** Order: `AMOUNT` ascending, `-AMOUNT` descending. */
  sort?: string;
  filter?: FilterCondition[];
  /** An open dialog, e.g. `new`. */
  dialog?: string;
}

export interface DetailSearch {
  tab?: string;
  /** How a tab shows what it has, where there are several ways. */
  view?: string;
  dialog?: string;
  /** The file that is open for reading. */
  file?: string;
}

export interface AuthSearch {
  /** Where to go after signing in; always a path of this app. */
  next?: string;
}

/** Where an import is: a reload of the page, or its link on another machine, loses nothing. */
export interface ImportSearch {
  step?: string;
  /** What the rows are. */
  kind?: string;
  /** The uploaded file. */
  file?: string;
  /** The dry run or the run that is shown. */
  import?: string;
  /** An earlier import whose columns are taken over. */
  like?: string;
}

/** Which notifications are shown. */
export interface NotificationSearch {
  unread?: true;
  kind?: string;
}

type Raw = Record<string, unknown>;

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function conditions(value: unknown): FilterCondition[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const valid = value.filter(
    (item): item is [string, string, unknown] =>
      Array.isArray(item) && item.length === 3 && typeof item[0] === 'string' && typeof item[1] === 'string',
  );
  return valid.length > 0 ? valid : undefined;
}

/** Leaves out what is not there: `?q=` and the like would make two URLs of one list. */
function compact<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;
}

export function listSearch(raw: Raw): ListSearch {
  return compact({
    q: text(raw.q),
    view: text(raw.view),
    edited: raw.edited === true ? true : undefined,
    sort: text(raw.sort),
    filter: conditions(raw.filter),
    dialog: text(raw.dialog),
  });
}

export function detailSearch(raw: Raw): DetailSearch {
  return compact({
    tab: text(raw.tab),
    view: text(raw.view),
    dialog: text(raw.dialog),
    file: text(raw.file),
  });
}

export function importSearch(raw: Raw): ImportSearch {
  return compact({
    step: text(raw.step),
    kind: text(raw.kind),
    file: text(raw.file),
    import: text(raw.import),
    like: text(raw.like),
  });
}

export function notificationSearch(raw: Raw): NotificationSearch {
  return compact({ unread: raw.unread === true ? true : undefined, kind: text(raw.kind) });
}

export function authSearch(raw: Raw): AuthSearch {
  const next = text(raw.next);
  // Only own paths: `//evil.example` would be another host.
  return compact({ next: next && /^\/(?!\/)/.test(next) ? next : undefined });
}

export interface SortOrder {
  field: string;
  direction: 'ASC' | 'DESC';
}

export function parseSort(sort: string | undefined): SortOrder | undefined {
  if (!sort) return undefined;
  return sort.startsWith('-')
    ? { field: sort.slice(1), direction: 'DESC' }
    : { field: sort, direction: 'ASC' };
}

export function formatSort(order: SortOrder | undefined): string | undefined {
  if (!order) return undefined;
  return order.direction === 'DESC' ? `-${order.field}` : order.field;
}
