import { useSyncExternalStore } from 'react';

/** A passing remark on a card: what somebody else just did to it. */
export interface Mark {
  readonly fresh?: boolean;
  /** It came into this column by somebody else's hand. */
  readonly arrived?: boolean;
  /** Who moved it. */
  readonly by?: string;
  readonly leaving?: boolean;
}

/** As long as the house's highlight lasts. */
const FRESH_MS = 1_200;
const HINT_MS = 3_500;
const LEAVE_MS = 450;

export type Marks = ReturnType<typeof createMarks>;

export function createMarks() {
  const marks = new Map<string, Mark>();
  const timers = new Map<string, ReturnType<typeof setTimeout>[]>();
  const listeners = new Set<() => void>();

  const tell = () => {
    for (const listener of listeners) listener();
  };
  const forget = (id: string) => {
    for (const timer of timers.get(id) ?? []) clearTimeout(timer);
    timers.delete(id);
    marks.delete(id);
  };
  const later = (id: string, ms: number, run: () => void) => {
    timers.set(id, [...(timers.get(id) ?? []), setTimeout(run, ms)]);
  };

  return {
    get: (id: string) => marks.get(id),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Highlights a card; with a name also says who moved it. */
    touch(id: string, mover?: string, arrived = false) {
      forget(id);
      marks.set(id, { fresh: true, by: mover, arrived });
      later(id, FRESH_MS, () => {
        marks.set(id, { by: mover });
        tell();
      });
      later(id, mover ? HINT_MS : FRESH_MS, () => {
        forget(id);
        tell();
      });
      tell();
    },
    /** Fades a card out, then calls `gone`. */
    leave(id: string, gone: () => void) {
      forget(id);
      marks.set(id, { leaving: true });
      later(id, LEAVE_MS, () => {
        forget(id);
        gone();
        tell();
      });
      tell();
    },
    /** It came back before it was gone. */
    stay(id: string) {
      if (!marks.get(id)?.leaving) return;
      forget(id);
      tell();
    },
    clear() {
      for (const id of [...marks.keys()]) forget(id);
    },
  };
}

export function useMark(marks: Marks, id: string): Mark | undefined {
  return useSyncExternalStore(marks.subscribe, () => marks.get(id));
}
