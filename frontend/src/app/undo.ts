import i18next from 'i18next';
import { toastApiError } from './errors';
import { toast } from './toasts';

const LIMIT = 20;
const TOAST_MS = 8_000;
/** A change that takes longer is not waited for: the keys must not seem dead. */
const ANSWER_WITHIN = 5_000;

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

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const underWay = new Set<Promise<unknown>>();

/** Every change that was sent: what is undone next must not be decided before its answer. */
export function trackChange(change: Promise<unknown>): void {
  underWay.add(change);
  void change.finally(() => underWay.delete(change));
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

/** Whether no change is on its way. */
export function isAnswered(): boolean {
  return underWay.size === 0;
}

/** Resolves once every change that was sent is answered: what stands on their versions is decided after them. */
export async function answered(): Promise<void> {
  const patience = Date.now() + ANSWER_WITHIN;
  while (underWay.size > 0 && Date.now() < patience) {
    await Promise.race([Promise.allSettled(underWay), pause(ANSWER_WITHIN)]);
    // Whoever waited for the answer goes first.
    await pause(0);
  }
}

/** Takes the newest action back, also when the server has not answered it yet. */
export async function undoLast(): Promise<void> {
  await answered();
  return run();
}

/** On sign-out: another user must not undo these. */
export function forgetUndo(): void {
  stack.clear();
  underWay.clear();
}
