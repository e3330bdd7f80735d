export interface Sizes {
  /** Of the row. */
  readonly room: number;
  /** Of the button that opens the rest. */
  readonly more: number;
  /** Of every tab, in order. */
  readonly tabs: readonly number[];
}

/**
 * How many tabs the row has no room for, as their places: the last ones, but never those that must be in sight. Where
 * all of them fit, none makes room for the button.
 */
export function overflowing({ room, more, tabs }: Sizes, needed: ReadonlySet<number>): Set<number> {
  const all = tabs.reduce((sum, width) => sum + width, 0);
  if (all <= room) return new Set();
  let left = room - more;
  for (const place of needed) left -= tabs[place] ?? 0;
  const rest = new Set<number>();
  tabs.forEach((width, place) => {
    if (needed.has(place)) return;
    // After the first that does not fit none is shown, however short: what is left out is the end of the row.
    if (rest.size > 0 || width > left) rest.add(place);
    else left -= width;
  });
  return rest;
}
