import type { AcceptProposalInput } from '@/__generated__/AcceptDialogMutation.graphql';
import { type GateValues, type Known, toInput } from '../gate/values';

export interface AcceptValues extends Record<string, unknown> {
  /** Empty: the deal stays where it is. */
  stageId: string;
  createOrder: boolean;
  winLossReport: string;
}

interface Stage {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly position: number;
}

/** Where a won deal can go, in their order; nowhere once it is closed. */
export function wonStages(deal: {
  readonly status: string;
  readonly pipeline: { readonly stages: readonly Stage[] };
}) {
  if (deal.status !== 'OPEN') return [];
  return deal.pipeline.stages
    .filter(({ kind }) => kind === 'WON')
    .toSorted((a, b) => a.position - b.position);
}

/** What the mutation takes; without a move, what a stage asks for is nobody's business. */
export function acceptInput(
  proposal: { readonly id: string; readonly expectedVersion: number },
  { stageId, createOrder, winLossReport }: AcceptValues,
  gate: GateValues,
  accountId: string | undefined,
  known: Known,
): AcceptProposalInput {
  if (!stageId) return { ...proposal, createOrder };
  return {
    ...proposal,
    createOrder,
    wonStageId: stageId,
    ...(winLossReport.trim() && { winLossReport: winLossReport.trim() }),
    ...toInput(gate, accountId, known),
  };
}
