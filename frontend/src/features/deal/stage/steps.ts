interface Step {
  readonly id: string;
  readonly title: string;
  readonly hint?: string | null;
}

interface Tick {
  readonly step: { readonly id: string };
  readonly done: boolean;
  readonly doneAt?: string | null;
  readonly doneBy?: { readonly name: string } | null;
}

export interface StepState {
  id: string;
  title: string;
  hint: string | null;
  done: boolean;
  doneAt: string | null;
  doneBy: string | null;
}

/**
 * A stage's steps as the deal stands with them. Ticks of another stage's steps are passed over: right after a
 * move the deal is in its new stage, but what it has done there is still on its way.
 */
export function stepStates(steps: readonly Step[], ticks: readonly Tick[]): StepState[] {
  const known = new Map(ticks.map((tick) => [tick.step.id, tick]));
  return steps.map(({ id, title, hint }) => {
    const tick = known.get(id);
    const done = tick?.done ?? false;
    return {
      id,
      title,
      hint: hint ?? null,
      done,
      doneAt: (done && tick?.doneAt) || null,
      doneBy: (done && tick?.doneBy?.name) || null,
    };
  });
}

interface Stage {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly position: number;
}

/** Where a "go" may lead: open stages after the present one that the pipeline's rules let it reach, nearest first. */
export function goTargets<S extends Stage>(stages: readonly S[], currentId: string, allowSkip: boolean): S[] {
  const current = stages.find(({ id }) => id === currentId);
  if (!current) return [];
  const ahead = stages
    .filter(({ kind, position }) => kind === 'OPEN' && position > current.position)
    .sort((a, b) => a.position - b.position);
  return allowSkip ? ahead : ahead.slice(0, 1);
}

interface RunTask {
  readonly status: string;
  readonly dueAt?: string | null;
}

/** Tasks of a plan that get their day only when the one before them is out of the way. */
export function waitingAt(tasks: readonly RunTask[], index: number): boolean {
  const task = tasks[index];
  if (task?.status !== 'OPEN' || task.dueAt) return false;
  return tasks[index - 1]?.status === 'OPEN';
}
