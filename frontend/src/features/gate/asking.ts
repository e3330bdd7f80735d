import type { DecideGoNoGoInput } from '@/__generated__/GateDialogDecideMutation.graphql';
import type { UserErrorLike } from '@/app/errors';
import { cell } from '@/relay/store';

export interface Requirement {
  readonly kind: string;
  readonly key: string;
  readonly label: string;
}

export type Decision = Omit<DecideGoNoGoInput, 'dealId' | 'expectedVersion'>;

/** A move that a stage's gate has stopped. */
export interface StoppedMove {
  readonly dealId: string;
  readonly stageId: string;
  /** The rest of the move as it was asked for: its place in the column, a loss's reason. */
  readonly rest: object;
  /** A go or a no-go that was to bring it there: decided anew together with what is missing. */
  readonly decision?: Decision;
  readonly stage: string;
  readonly missing: readonly Requirement[];
  readonly canOverride: boolean;
  /** Told after the move was made from the dialog; the way back is the asker's. */
  readonly onMoved: () => void;
  readonly onClosed?: () => void;
}

/** What the dialog asks about now. One at a time: a move stops at one gate. */
export const stoppedMove = cell<StoppedMove | null>(null);

/** The gate's refusal among others, when there is one. */
export function unmetGate(errors: readonly UserErrorLike[]): UserErrorLike | undefined {
  return errors.find(({ code, missing }) => code === 'GATE_UNMET' && missing && missing.length > 0);
}

/** Opens the dialog with what is missing. False when it was not a gate that refused. */
export function askWhatIsMissing(
  errors: readonly UserErrorLike[],
  move: Pick<StoppedMove, 'dealId' | 'stageId' | 'rest' | 'decision' | 'onMoved' | 'onClosed'>,
): boolean {
  const error = unmetGate(errors);
  if (!error?.missing) return false;
  stoppedMove.set({
    ...move,
    stage: error.stage?.name ?? '',
    missing: error.missing,
    canOverride: error.viewerCanOverride ?? false,
  });
  return true;
}
