interface TeamLike {
  readonly id: string;
  readonly name: string;
  readonly parent?: { readonly id: string } | null;
}

export interface Branch<T> {
  team: T;
  children: Branch<T>[];
}

/** Teams below their parents, by name. One whose parent is not in the list stands at the top. */
export function toTree<T extends TeamLike>(teams: readonly T[]): Branch<T>[] {
  const known = new Set(teams.map(({ id }) => id));
  const below = new Map<string | undefined, T[]>();
  for (const team of teams) {
    const parent = team.parent && known.has(team.parent.id) ? team.parent.id : undefined;
    below.set(parent, [...(below.get(parent) ?? []), team]);
  }
  const grow = (parent: string | undefined): Branch<T>[] =>
    (below.get(parent) ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .map((team) => ({ team, children: grow(team.id) }));
  return grow(undefined);
}

/** The team and all below it: none of these can become its parent. */
export function withDescendants<T extends TeamLike>(teams: readonly T[], id: string): Set<string> {
  const found = new Set([id]);
  let before = 0;
  while (found.size > before) {
    before = found.size;
    for (const team of teams) if (team.parent && found.has(team.parent.id)) found.add(team.id);
  }
  return found;
}
