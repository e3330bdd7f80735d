import type { Point } from './plot';

export const BOX = { width: 140, height: 50 } as const;
const GAP = { x: 18, y: 54 } as const;
const MARGIN = 8;

export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly influence: number;
}

export interface GraphLink {
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** The middle of each box. */
  readonly nodes: ReadonlyMap<string, Point>;
}

/** How many boxes stand side by side. */
export function boxesPerRow(width: number): number {
  return Math.max(1, Math.floor((width - 2 * MARGIN + GAP.x) / (BOX.width + GAP.x)));
}

/** One level's rows, as even as it goes: six do not stand as five and one. */
function rowsOf(level: readonly GraphNode[], perRow: number): GraphNode[][] {
  const count = Math.ceil(level.length / perRow);
  const size = Math.ceil(level.length / count);
  return Array.from({ length: count }, (_, index) => level.slice(index * size, (index + 1) * size));
}

const spread = (index: number, count: number, width: number) =>
  MARGIN + (index + 0.5) * ((width - 2 * MARGIN) / count);

/** How often the rows are put in order by whom their people are linked with: more changes next to nothing. */
const PASSES = 3;

/**
 * Rows of like influence, the most influential on top; in its row each stands near those it is linked with. The
 * same people and links always give the same picture.
 */
export function layoutOf(nodes: readonly GraphNode[], links: readonly GraphLink[], width: number): Layout {
  const perRow = boxesPerRow(width);
  const byName = nodes.toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
  const influences = [...new Set(nodes.map(({ influence }) => influence))].sort((a, b) => b - a);
  const across = new Map<string, number>();
  const near = ({ id }: GraphNode): number => {
    const others = links.flatMap(({ from, to }) => {
      const other = from.id === id ? to.id : to.id === id ? from.id : undefined;
      const x = other === undefined ? undefined : across.get(other);
      return x === undefined ? [] : [x];
    });
    if (others.length === 0) return across.get(id) ?? width / 2;
    return others.reduce((sum, x) => sum + x, 0) / others.length;
  };
  let rows: GraphNode[][] = [];
  for (let pass = 0; pass < PASSES; pass += 1) {
    // Level by level: two that change places at once would do so forever.
    rows = influences.flatMap((influence) => {
      const level = byName.filter((node) => node.influence === influence);
      const wish = new Map(level.map((node) => [node.id, near(node)]));
      const own = rowsOf(
        level.toSorted((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0)),
        perRow,
      );
      for (const row of own) {
        for (const [index, { id }] of row.entries()) across.set(id, spread(index, row.length, width));
      }
      return own;
    });
  }
  const at = new Map<string, Point>();
  for (const [line, row] of rows.entries()) {
    const y = MARGIN + BOX.height / 2 + line * (BOX.height + GAP.y);
    for (const [index, { id }] of row.entries()) at.set(id, { x: spread(index, row.length, width), y });
  }
  const height = 2 * MARGIN + rows.length * BOX.height + Math.max(0, rows.length - 1) * GAP.y;
  return { width, height, nodes: at };
}

/** Where the line from a point to the middle of a box meets the box's edge. */
export function edgeOf(middle: Point, from: Point): Point {
  const dx = from.x - middle.x;
  const dy = from.y - middle.y;
  if (dx === 0 && dy === 0) return middle;
  const scale = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : BOX.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : BOX.height / 2 / Math.abs(dy),
  );
  return { x: middle.x + dx * scale, y: middle.y + dy * scale };
}

/** Further and further out, at last to the other side. */
const BENDS = [1, 2.5, 4.5, 7, -2.5, -4.5, -7];
const SAMPLES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const CLEAR = 6;

function pointOn(start: Point, control: Point, end: Point, at: number): Point {
  const [a, b, c] = [(1 - at) ** 2, 2 * at * (1 - at), at ** 2];
  return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y };
}

/**
 * A bow from box to box, around those between them; the one back takes the other side, so that both are seen.
 * With too much in the way it is drawn below the boxes.
 */
export function bowOf(from: Point, to: Point, others: Iterable<Point> = []): { path: string; middle: Point } {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy) || 1;
  const bend = Math.abs(dy) < 1 ? Math.min(GAP.y + 16, 30 + length / 12) : Math.min(26, length * 0.14);
  const between = [...others].filter((point) => point !== from && point !== to);
  const bows = BENDS.map((factor) => {
    const control = {
      x: (from.x + to.x) / 2 - (dy / length) * bend * factor,
      y: (from.y + to.y) / 2 + (dx / length) * bend * factor,
    };
    return { start: edgeOf(from, control), control, end: edgeOf(to, control) };
  });
  const free = ({ start, control, end }: (typeof bows)[number]) =>
    SAMPLES.every((at) => {
      const { x, y } = pointOn(start, control, end, at);
      return between.every(
        (box) => Math.abs(x - box.x) > BOX.width / 2 + CLEAR || Math.abs(y - box.y) > BOX.height / 2 + CLEAR,
      );
    });
  const { start, control, end } = bows.find(free) ?? (bows[0] as (typeof bows)[number]);
  const n = (value: number) => Math.round(value * 10) / 10;
  return {
    path: `M ${n(start.x)} ${n(start.y)} Q ${n(control.x)} ${n(control.y)} ${n(end.x)} ${n(end.y)}`,
    middle: pointOn(start, control, end, 0.5),
  };
}

/** Whose box a point lies in. */
export function boxAt(point: Point, layout: Layout): string | undefined {
  for (const [id, { x, y }] of layout.nodes) {
    if (Math.abs(point.x - x) <= BOX.width / 2 && Math.abs(point.y - y) <= BOX.height / 2) return id;
  }
  return undefined;
}
