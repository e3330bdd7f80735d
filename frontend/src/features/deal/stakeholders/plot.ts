import { INFLUENCES, LOYALTIES, type Rating } from './model';

/** The drawing in pixels: how big, and what its axes take of it. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const LEAST_INFLUENCE = INFLUENCES[0];
export const MOST_INFLUENCE = INFLUENCES.length;
export const LEAST_LOYALTY = LOYALTIES[0];
export const MOST_LOYALTY = 2;
/** From here on somebody's word counts; above this loyalty they are for us. */
export const COUNTS_FROM = 3;

export function frameFor(width: number): Frame {
  const narrow = width < 480;
  return {
    width,
    height: narrow ? 396 : 456,
    left: narrow ? 22 : 34,
    right: 2,
    // Above and below the cells stands what the quarters mean: in a corner, dots would cover it.
    top: 22,
    bottom: 62,
  };
}

export function cellSize(frame: Frame): { width: number; height: number } {
  return {
    width: (frame.width - frame.left - frame.right) / LOYALTIES.length,
    height: (frame.height - frame.top - frame.bottom) / INFLUENCES.length,
  };
}

/** The middle of a rating's cell. */
export function pointOf({ influence, loyalty }: Rating, frame: Frame): Point {
  const cell = cellSize(frame);
  return {
    x: frame.left + (loyalty - LEAST_LOYALTY + 0.5) * cell.width,
    y: frame.top + (MOST_INFLUENCE - influence + 0.5) * cell.height,
  };
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** The rating whose cell a point lies in; beside the drawing, the nearest one. */
export function snap({ x, y }: Point, frame: Frame): Rating {
  const cell = cellSize(frame);
  const column = Math.floor((x - frame.left) / cell.width);
  const row = Math.floor((y - frame.top) / cell.height);
  return {
    loyalty: clamp(LEAST_LOYALTY + column, LEAST_LOYALTY, MOST_LOYALTY),
    influence: clamp(MOST_INFLUENCE - row, LEAST_INFLUENCE, MOST_INFLUENCE),
  };
}

const STEPS: Record<string, Rating> = {
  ArrowLeft: { loyalty: -1, influence: 0 },
  ArrowRight: { loyalty: 1, influence: 0 },
  ArrowUp: { loyalty: 0, influence: 1 },
  ArrowDown: { loyalty: 0, influence: -1 },
};

/** Where a key leads; undefined for keys that mean nothing here. */
export function step({ influence, loyalty }: Rating, key: string): Rating | undefined {
  const by = STEPS[key];
  return (
    by && {
      loyalty: clamp(loyalty + by.loyalty, LEAST_LOYALTY, MOST_LOYALTY),
      influence: clamp(influence + by.influence, LEAST_INFLUENCE, MOST_INFLUENCE),
    }
  );
}

export function sameRating(a: Rating, b: Rating): boolean {
  return a.influence === b.influence && a.loyalty === b.loyalty;
}

export type Quadrant = 'winOver' | 'keepClose' | 'watch' | 'keepInformed';

export function quadrantOf({ influence, loyalty }: Rating): Quadrant {
  if (influence >= COUNTS_FROM) return loyalty > 0 ? 'keepClose' : 'winOver';
  return loyalty > 0 ? 'keepInformed' : 'watch';
}

/** How far from the middle of the cell the nth of several stands. They fill a grid as wide as the cell allows. */
export function fan(
  index: number,
  count: number,
  cell: { width: number; height: number },
  radius: number,
): Point {
  if (count <= 1) return { x: 0, y: 0 };
  const room = { x: Math.max(0, cell.width - 2 * radius - 4), y: Math.max(0, cell.height - 2 * radius - 4) };
  const columns = clamp(Math.ceil(Math.sqrt((count * cell.width) / cell.height)), 1, count);
  const rows = Math.ceil(count / columns);
  const row = Math.floor(index / columns);
  const inRow = row === rows - 1 ? count - row * columns : columns;
  const gap = (of: number, space: number) => (of > 1 ? Math.min(2 * radius + 4, space / (of - 1)) : 0);
  return {
    x: ((index % columns) - (inRow - 1) / 2) * gap(columns, room.x),
    y: (row - (rows - 1) / 2) * gap(rows, room.y),
  };
}

/** Where each person stands; those of one rating are fanned out, always in the same order. */
export function places(
  people: readonly (Rating & { readonly id: string })[],
  frame: Frame,
  radius: number,
): ReadonlyMap<string, Point & { alone: boolean }> {
  const groups = new Map<string, (Rating & { readonly id: string })[]>();
  for (const person of people.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const key = `${person.influence}|${person.loyalty}`;
    groups.set(key, [...(groups.get(key) ?? []), person]);
  }
  const cell = cellSize(frame);
  const out = new Map<string, Point & { alone: boolean }>();
  for (const group of groups.values()) {
    for (const [index, person] of group.entries()) {
      const middle = pointOf(person, frame);
      const off = fan(index, group.length, cell, radius);
      out.set(person.id, { x: middle.x + off.x, y: middle.y + off.y, alone: group.length === 1 });
    }
  }
  return out;
}
