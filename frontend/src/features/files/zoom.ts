/** As large as the room lets it be, or so many times its own size. */
export type Zoom = 'fit' | number;

export const STEPS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;

/** The next step; from `fit` it goes on from the size that this is now. */
export function zoomed(zoom: Zoom, fitted: number, way: 'in' | 'out'): number {
  const now = zoom === 'fit' ? fitted : zoom;
  // A hair's breadth off a step is that step.
  const next =
    way === 'in' ? STEPS.find((step) => step > now + 0.01) : STEPS.findLast((step) => step < now - 0.01);
  return next ?? (way === 'in' ? STEPS[STEPS.length - 1] : STEPS[0]) ?? 1;
}

/** The neighbour of one file in the list; round the ends it does not go. */
export function beside(ids: readonly string[], id: string, step: -1 | 1): string | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? undefined : ids[at + step];
}
