import i18next from 'i18next';
import { toastApiError } from './errors';
import { toast } from './toasts';

const LIMIT = 20;
const TOAST_MS = 8_000;

export interface UndoAction {
  /** What was done, in the user's language: "Moved to Proposal". */
  message: string;
  /** The inverse, as an ordinary mutation with the then-current version. */
  undo: () => Promise<unknown>;
}

export interface UndoEntry extends UndoAction {
  id: string;
}

/** The last actions of this tab, newest last. */
export function createUndoStack(limit = LIMIT) {
  let entries: UndoEntry[] = [];
  let counter = 0;
  return {
    push(action: UndoAction): UndoEntry {
      counter += 1;
      const entry = { ...action, id: `undo-${counter}` };
      entries = [...entries, entry].slice(-limit);
      return entry;
    },
    /** Takes one action out, the newest unless an id is given; each can be undone once. */
    take(id?: string): UndoEntry | undefined {
      const entry = id ? entries.find((candidate) => candidate.id === id) : entries.at(-1);
      entries = entries.filter((candidate) => candidate !== entry);
      return entry;
    },
    clear() {
      entries = [];
    },
    size: () => entries.length,
  };
}

const stack = createUndoStack();

async function run(id?: string): Promise<void> {
  const entry = stack.take(id);
  if (!entry) return;
  toast.hide(entry.id);
  try {
    await entry.undo();
  } catch (error) {
    toastApiError(error);
  }
}

/** Remembers an action and offers Undo for 8 s; Ctrl+Z reaches the last 20. */
export function offerUndo(action: UndoAction): void {
  const entry = stack.push(action);
  toast.success(action.message, {
    id: entry.id,
    duration: TOAST_MS,
    action: { label: i18next.t('common:action.undo'), run: () => void run(entry.id) },
  });
}

export function undoLast(): Promise<void> {
  return run();
}

/** On sign-out: another user must not undo these. */
export function forgetUndo(): void {
  stack.clear();
}
