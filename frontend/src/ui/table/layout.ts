import { useCallback, useState } from 'react';

/** How somebody arranged a table: kept per table name in this browser. */
export interface TableLayout {
  hidden: string[];
  /** Optional columns that were switched on. */
  shown: string[];
  order: string[];
  sizes: Record<string, number>;
}

const EMPTY: TableLayout = { hidden: [], shown: [], order: [], sizes: {} };

function read(name: string, hidden: string[]): TableLayout {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(`ds-table-${name}`) ?? 'null');
    if (typeof stored === 'object' && stored !== null) return { ...EMPTY, ...stored };
  } catch {
    // A layout that cannot be read is no loss: the default is shown.
  }
  return { ...EMPTY, hidden };
}

export function useTableLayout(name: string, defaultHidden: string[]) {
  const [layout, setLayout] = useState(() => read(name, defaultHidden));
  const change = useCallback(
    (patch: (layout: TableLayout) => Partial<TableLayout>) =>
      setLayout((old) => {
        const next = { ...old, ...patch(old) };
        try {
          localStorage.setItem(`ds-table-${name}`, JSON.stringify(next));
        } catch {
          // Full or blocked storage: the arrangement lasts for this page.
        }
        return next;
      }),
    [name],
  );
  return [layout, change] as const;
}

/** The table is shown as it comes from now on. */
export function forgetLayout(name: string): void {
  try {
    localStorage.removeItem(`ds-table-${name}`);
  } catch {
    // Nothing is kept where storage is blocked.
  }
}

export interface Fitting {
  id: string;
  size: number;
  minSize: number;
}

/** Columns wider in all than the room give way, each by its share of what it can spare. */
export function fitColumns(columns: readonly Fitting[], room: number): Record<string, number> {
  const sum = (of: (column: Fitting) => number) => columns.reduce((total, column) => total + of(column), 0);
  const spare = sum(({ size, minSize }) => Math.max(0, size - minSize));
  const excess = Math.min(spare, sum(({ size }) => size) - room);
  if (room <= 0 || excess <= 0) return {};
  return Object.fromEntries(
    columns.map(({ id, size, minSize }) => [
      id,
      Math.floor(size - (Math.max(0, size - minSize) / spare) * excess),
    ]),
  );
}

/** The stored order first, then columns that came with a later version. */
export function orderColumns(ids: readonly string[], stored: readonly string[]): string[] {
  const known = stored.filter((id) => ids.includes(id));
  return [...known, ...ids.filter((id) => !known.includes(id))];
}

export function moveColumn(order: readonly string[], id: string, by: -1 | 1): string[] {
  const from = order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return [...order];
  const next = order.filter((other) => other !== id);
  next.splice(to, 0, id);
  return next;
}

interface Hideable {
  readonly id: string;
  readonly optional?: boolean;
}

/** An optional column may be younger than the stored layout: it is off until it was switched on. */
export function hiddenColumns(columns: readonly Hideable[], { hidden, shown }: TableLayout): string[] {
  const off = ({ id, optional }: Hideable) => (optional ? !shown.includes(id) : hidden.includes(id));
  return columns.filter(off).map(({ id }) => id);
}

export function toggleColumn(
  { id, optional }: Hideable,
  { hidden, shown }: TableLayout,
): Partial<TableLayout> {
  const toggled = (list: readonly string[]) =>
    list.includes(id) ? list.filter((other) => other !== id) : [...list, id];
  return optional ? { shown: toggled(shown) } : { hidden: toggled(hidden) };
}
