export type DueTone = 'none' | 'overdue' | 'soon' | 'later';

/** What is due within a day wants to be seen before it is too late. */
const SOON = 24 * 3_600_000;

export function dueTone(dueAt: string | null | undefined, now: number): DueTone {
  if (!dueAt) return 'none';
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'overdue';
  return left < SOON ? 'soon' : 'later';
}
