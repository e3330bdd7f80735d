import type { UserErrorLike } from '@/app/errors';
import { fieldKey } from '@/ui/HistoryList';

/** The part of a Conflict that tells what the other side did. */
export interface ConflictError extends UserErrorLike {
  readonly currentVersion?: number;
  readonly changed?: readonly {
    readonly field: string;
    readonly before: unknown;
    readonly after: unknown;
    readonly afterLabel?: string | null;
  }[];
}

export interface FieldConflict {
  /** The other one's value, as the API has it. */
  theirs: string | null;
  /** What the server calls it, when it is a record. */
  theirsLabel: string | null;
  who: string | undefined;
  currentVersion: number;
}

function text(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export function conflictIn(errors: readonly UserErrorLike[]): ConflictError | undefined {
  return errors.find(({ code }) => code === 'CONFLICT') as ConflictError | undefined;
}

/**
 * Whether a refused save of `field` meets a change of that very field. When the others changed only other
 * fields, the save may simply be repeated against their version: nothing of theirs is overwritten.
 */
export function fieldConflict(error: ConflictError, field: string): FieldConflict | undefined {
  const change = error.changed?.find((candidate) => fieldKey(candidate.field) === fieldKey(field));
  if (!change) return undefined;
  return {
    theirs: text(change.after),
    theirsLabel: change.afterLabel ?? null,
    who: error.changedBy?.name,
    currentVersion: error.currentVersion ?? 0,
  };
}
