import type { Disposable, Environment, StoreUpdater } from 'relay-runtime';
import { versionOf } from '@/relay/versionOf';
import type { Asked } from '../approvals/useTellAsked';
import type { Place, StageKind } from './place';

export interface Move {
  readonly dealId: string;
  readonly place: Place;
  /** Where undo leads back to. */
  readonly origin: Place | undefined;
  readonly lossReasonId?: string;
  readonly winLossReport?: string;
  /** Undoing a reopened lost deal needs its reason again. */
  readonly originLossReasonId?: string;
  /** A move that takes another one back offers no undo of its own. */
  readonly isUndo?: boolean;
}

export interface MoveInput {
  id: string;
  stageId: string;
  afterDealId?: string;
  beforeDealId?: string;
  lossReasonId?: string;
  winLossReport?: string;
  expectedVersion: number;
}

/** The move as it is on screen, before and until the server agrees. */
export interface Shown {
  readonly version: number;
  readonly layer: Disposable;
}

interface Job extends Move, Shown {}

export type SendResult<E> =
  | { ok: true; version: number | undefined; asked?: Asked }
  | { ok: false; errors: readonly E[] };

interface Options<E> {
  environment: Environment;
  kindOf: (stageId: string) => StageKind | undefined;
  send: (input: MoveInput) => Promise<SendResult<E>>;
  /** With `asked` the deal stayed where it was: approval was asked for. */
  onMoved: (move: Move, asked?: Asked) => void;
  onRefused: (move: Move, errors: readonly E[]) => void;
}

export type MoveQueue = ReturnType<typeof createMoveQueue>;

/**
 * Moves show at once and are sent one after another per deal.
 *
 * A second move while the first is under way waits for the first one's version: sent at once it would
 * conflict with oneself. Of several waiting moves only the last is sent. A refusal takes its own layer
 * off and nothing else, so what others did meanwhile is what comes to light.
 */
export function createMoveQueue<E>({ environment, kindOf, send, onMoved, onRefused }: Options<E>) {
  const running = new Map<string, { waiting?: Job }>();

  function show({ dealId, place }: Move): Shown {
    const version = versionOf(environment, dealId);
    const kind = kindOf(place.stageId);
    const now = new Date().toISOString();
    const storeUpdater: StoreUpdater = (store) => {
      const deal = store.get(dealId);
      const stage = store.get(place.stageId);
      if (!deal || !stage) return;
      const changesStage = deal.getLinkedRecord('stage')?.getDataID() !== place.stageId;
      deal.setValue(version + 1, 'version').setValue(place.rank, 'rank');
      if (!changesStage) return;
      deal.setLinkedRecord(stage, 'stage');
      deal.setValue(now, 'stageEnteredAt').setValue(false, 'rotting');
      if (kind) deal.setValue(kind, 'status');
    };
    return { version, layer: environment.applyUpdate({ storeUpdater }) };
  }

  async function run(job: Job): Promise<void> {
    const slot: { waiting?: Job } = {};
    running.set(job.dealId, slot);
    const { afterDealId, beforeDealId, stageId } = job.place;
    const result = await send({
      id: job.dealId,
      stageId,
      ...(afterDealId ? { afterDealId } : beforeDealId ? { beforeDealId } : {}),
      ...(job.lossReasonId ? { lossReasonId: job.lossReasonId } : {}),
      ...(job.winLossReport ? { winLossReport: job.winLossReport } : {}),
      expectedVersion: job.version,
    });
    running.delete(job.dealId);
    const { waiting } = slot;
    if (!result.ok) {
      // What was to follow stood on what was refused.
      waiting?.layer.dispose();
      job.layer.dispose();
      onRefused(job, result.errors);
      return;
    }
    job.layer.dispose();
    if (!waiting) return onMoved(job, result.asked);
    // One flurry is one step back.
    await run({
      ...waiting,
      origin: job.origin,
      originLossReasonId: job.originLossReasonId,
      version: result.version ?? waiting.version,
    });
  }

  return {
    /** Shows a move without sending it, e.g. while a reason is asked for; dispose the layer to take it back. */
    show,
    move(move: Move, shown: Shown = show(move)): void {
      const job: Job = { ...move, ...shown };
      const slot = running.get(move.dealId);
      if (!slot) {
        void run(job);
        return;
      }
      slot.waiting?.layer.dispose();
      slot.waiting = job;
    },
  };
}
