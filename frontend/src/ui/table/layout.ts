import { useCallback, useState } from 'react';

/** How somebody arranged a table: kept per table name in this browser. */
export interface TableLayout {
  hidden: string[];
  order: string[];
  sizes: Record<string, number>;
}

const EMPTY: TableLayout = { hidden: [], order: [], sizes: {} };

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
