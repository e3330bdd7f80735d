export const MOST_STEPS = 20;

/** One step of a stage as it is typed. */
export interface StepDraft {
  /** Tells rows apart while they move. */
  key: string;
  /** Of one that was saved before: what deals have done of it stays. */
  id: string | null;
  title: string;
  hint: string;
}

interface Step {
  readonly id: string;
  readonly title: string;
  readonly hint?: string | null;
}

let counter = 0;

export function newStep(title: string): StepDraft {
  counter += 1;
  return { key: `new-${counter}`, id: null, title: title.trim(), hint: '' };
}

export function stepDrafts(steps: readonly Step[]): StepDraft[] {
  return steps.map(({ id, title, hint }) => ({ key: id, id, title, hint: hint ?? '' }));
}

/** Those that say something: an emptied title takes its step away. */
export function stepInputs(drafts: readonly StepDraft[]) {
  return drafts
    .filter(({ title }) => title.trim() !== '')
    .map(({ id, title, hint }) => ({ ...(id && { id }), title: title.trim(), hint: hint.trim() || null }));
}
