import { byRank } from './rank';

/** What a card's place depends on; everything else is read by the card itself. */
export interface CardNode {
  readonly id: string;
  readonly rank: string;
  readonly stage: { readonly id: string };
}

export interface Entry<T extends CardNode = CardNode> {
  readonly id: string;
  readonly rank: string;
  readonly stageId: string;
  readonly node: T;
}

export type Groups<T extends CardNode = CardNode> = ReadonlyMap<string, readonly Entry<T>[]>;

/** How far each column is known. */
export interface Reach {
  /** Stage → rank of the last card that its pages have brought; a stage without one is known whole. */
  readonly upTo: ReadonlyMap<string, string>;
  /** Cards shown wherever they are: those that the user put there. */
  readonly always: ReadonlySet<string>;
}

export const EVERYTHING: Reach = { upTo: new Map(), always: new Set() };

function sameArray<T>(a: readonly T[] | undefined, b: readonly T[]): a is readonly T[] {
  return a !== undefined && a.length === b.length && a.every((item, index) => item === b[index]);
}

/**
 * The flat list of loaded cards as columns. Entries and whole columns that did not change keep their
 * identity, so a move renders two columns and a changed title none.
 *
 * A card beyond a column's reach waits: between it and the last loaded one there are others to come.
 */
export function groupCards<T extends CardNode>(
  nodes: readonly T[],
  stageIds: readonly string[],
  reach: Reach = EVERYTHING,
  previous?: Groups<T>,
): Groups<T> {
  const known = new Map<string, Entry<T>>();
  for (const entries of previous?.values() ?? []) for (const entry of entries) known.set(entry.id, entry);

  const columns = new Map<string, Entry<T>[]>(stageIds.map((id) => [id, []]));
  const seen = new Set<string>();
  for (const node of nodes) {
    const column = columns.get(node.stage.id);
    if (!column || seen.has(node.id)) continue;
    seen.add(node.id);
    const limit = reach.upTo.get(node.stage.id);
    if (limit !== undefined && node.rank > limit && !reach.always.has(node.id)) continue;
    const old = known.get(node.id);
    const same = old && old.rank === node.rank && old.stageId === node.stage.id;
    column.push(same ? old : { id: node.id, rank: node.rank, stageId: node.stage.id, node });
  }

  const groups = new Map<string, readonly Entry<T>[]>();
  for (const [stageId, entries] of columns) {
    entries.sort(byRank);
    const before = previous?.get(stageId);
    groups.set(stageId, sameArray(before, entries) ? before : entries);
  }
  return groups;
}
