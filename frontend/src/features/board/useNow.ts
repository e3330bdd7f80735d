import { useSyncExternalStore } from 'react';

const MINUTE = 60_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, MINUTE);
  return () => clearInterval(timer);
}

/** Something that depends on the time; renders again only when the answer changes, looked at every minute. */
export function useNow<T extends string | number>(answer: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => answer(Date.now()));
}

export type TaskTone = 'overdue' | 'none' | 'planned';

export function taskTone(dueAt: string | null | undefined, hasTask: boolean, now: number): TaskTone {
  if (!hasTask) return 'none';
  return dueAt && Date.parse(dueAt) < now ? 'overdue' : 'planned';
}

/** Whole hours below a day, whole days from then on. */
export function ageOf(since: string, now: number): { unit: 'hour' | 'day'; value: number } {
  const hours = Math.max(0, Math.floor((now - Date.parse(since)) / 3_600_000));
  return hours < 24 ? { unit: 'hour', value: hours } : { unit: 'day', value: Math.floor(hours / 24) };
}
