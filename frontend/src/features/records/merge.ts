import type { UserErrorLike } from '@/app/errors';
import { fieldKey } from '@/ui/HistoryList';
import type { SaveResult } from '@/ui/InlineEdit';

export interface ConflictError extends UserErrorLike {
  readonly currentVersion: number;
  readonly changed: readonly {
    readonly field: string;
    readonly after?: unknown;
    readonly afterLabel?: string | null;
  }[];
}

export function conflictOf(result: SaveResult): ConflictError | undefined {
  if (result.ok) return undefined;
  return result.errors.find(
    (error): error is ConflictError => error.code === 'CONFLICT' && 'currentVersion' in error,
  );
}

export type Outcome = SaveResult | { ok: false; errors: readonly UserErrorLike[]; clash: ConflictError };

/**
 * Saves one field (or several at once) on top of the version on screen. Somebody else's change of *other* fields is no reason to
 * bother anybody: the same change goes out again on top of theirs. Only the same field is a clash.
 */
export async function saveMerging(
  field: string | readonly string[],
  version: number,
  send: (expectedVersion: number) => Promise<SaveResult>,
): Promise<Outcome> {
  const first = await send(version);
  const conflict = conflictOf(first);
  if (first.ok || !conflict) return first;
  const mine = [field].flat().map(fieldKey);
  const clashing = conflict.changed.some((change) => mine.includes(fieldKey(change.field)));
  if (clashing) return { ok: false, errors: first.errors, clash: conflict };
  return send(conflict.currentVersion);
}
