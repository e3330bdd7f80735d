interface Visit {
  readonly enteredAt: string;
  readonly leftAt: string | null | undefined;
  readonly seconds: number | null | undefined;
  readonly stage: { readonly id: string };
}

/** A visit that goes on has no length yet: it counts up to now. */
export function visitSeconds(visit: Visit, now: number): number {
  if (visit.seconds !== null && visit.seconds !== undefined && visit.leftAt) return visit.seconds;
  const end = visit.leftAt ? new Date(visit.leftAt).getTime() : now;
  return Math.max(0, (end - new Date(visit.enteredAt).getTime()) / 1000);
}

/** A deal may have been in a stage several times. */
export function secondsPerStage(visits: readonly Visit[], now: number): ReadonlyMap<string, number> {
  const total = new Map<string, number>();
  for (const visit of visits) {
    total.set(visit.stage.id, (total.get(visit.stage.id) ?? 0) + visitSeconds(visit, now));
  }
  return total;
}

interface Step {
  readonly id: string;
  readonly kind: string;
  readonly position: number;
}

/** What the pipeline's rules say about a step, seen from where the deal is. Final stages can always be reached. */
export function stepState(
  step: Step,
  current: Step,
  rules: { readonly allowSkip: boolean; readonly allowBack: boolean },
  all: readonly Step[],
): 'done' | 'open' | 'blocked' {
  if (step.kind !== 'OPEN') return 'open';
  // Taking a finished deal up again is no step back.
  if (current.kind !== 'OPEN') return current.kind === 'WON' ? 'done' : 'open';
  if (step.position < current.position) return rules.allowBack ? 'done' : 'blocked';
  const between = all.filter(
    ({ kind, position }) => kind === 'OPEN' && position > current.position && position < step.position,
  );
  return between.length > 0 && !rules.allowSkip ? 'blocked' : 'open';
}
