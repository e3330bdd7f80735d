import { useRef } from 'react';

/** Click toggles one row; Shift takes everything from the last one clicked to this one. */
export function toggleRange(
  ids: readonly string[],
  selected: ReadonlySet<string>,
  id: string,
  anchor: string | undefined,
  range: boolean,
): Set<string> {
  const next = new Set(selected);
  const from = anchor === undefined ? -1 : ids.indexOf(anchor);
  const to = ids.indexOf(id);
  const on = !selected.has(id);
  const touched = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
  for (const one of touched) {
    if (on) next.add(one);
    else next.delete(one);
  }
  return next;
}

export function useRangeSelection(
  ids: readonly string[],
  selected: ReadonlySet<string> | undefined,
  onChange: ((selected: Set<string>) => void) | undefined,
) {
  const anchor = useRef<string>(undefined);
  return (id: string, range: boolean) => {
    if (!selected || !onChange) return;
    onChange(toggleRange(ids, selected, id, anchor.current, range));
    anchor.current = id;
  };
}
