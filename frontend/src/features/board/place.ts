import type { Entry, Groups } from './group';
import { rankBetween } from './rank';

export type StageKind = 'OPEN' | 'WON' | 'LOST';

export interface StageInfo {
  readonly id: string;
  readonly name: string;
  readonly kind: StageKind;
  readonly color: string;
}

export interface PipelineRules {
  readonly allowSkip: boolean;
  readonly allowBack: boolean;
}

/** A place in a column, as the server is asked for it and as it is shown until the answer. */
export interface Place {
  readonly stageId: string;
  readonly afterDealId?: string;
  readonly beforeDealId?: string;
  readonly rank: string;
}

export interface Spot {
  readonly stageId: string;
  readonly index: number;
}

export function findCard(groups: Groups, dealId: string): Spot | undefined {
  for (const [stageId, entries] of groups) {
    const index = entries.findIndex(({ id }) => id === dealId);
    if (index >= 0) return { stageId, index };
  }
  return undefined;
}

function others(groups: Groups, stageId: string, dealId: string): readonly Entry[] {
  return (groups.get(stageId) ?? []).filter(({ id }) => id !== dealId);
}

/** The place at `index` among the other cards of a column. */
export function placeAt(groups: Groups, dealId: string, stageId: string, index: number): Place {
  const rest = others(groups, stageId, dealId);
  const at = Math.min(Math.max(index, 0), rest.length);
  const before = rest[at - 1];
  const after = rest[at];
  return {
    stageId,
    rank: rankBetween(before?.rank, after?.rank),
    // One neighbour says it all; the one above holds also when cards below are not loaded yet.
    ...(before ? { afterDealId: before.id } : after ? { beforeDealId: after.id } : {}),
  };
}

/** The very top, also of cards that a filter hides. */
export function topOf(groups: Groups, dealId: string, stageId: string): Place {
  return { stageId, rank: rankBetween(undefined, others(groups, stageId, dealId)[0]?.rank) };
}

/** Next to another card, the way a drop says it. */
export function placeBeside(
  groups: Groups,
  dealId: string,
  stageId: string,
  neighbourId: string,
  edge: 'top' | 'bottom',
): Place {
  const index = others(groups, stageId, dealId).findIndex(({ id }) => id === neighbourId);
  return placeAt(groups, dealId, stageId, index < 0 ? 0 : index + (edge === 'bottom' ? 1 : 0));
}

export function placeAtEnd(groups: Groups, dealId: string, stageId: string): Place {
  return placeAt(groups, dealId, stageId, Number.MAX_SAFE_INTEGER);
}

/** Where a card is now, to come back to: beside the same neighbour. */
export function placeOf(groups: Groups, dealId: string): Place | undefined {
  const spot = findCard(groups, dealId);
  return spot && placeAt(groups, dealId, spot.stageId, spot.index);
}

/**
 * What the pipeline's rules say about a move, so that columns that refuse are dimmed while dragging. The server
 * decides; moves into and out of final stages are always left to it.
 */
export function mayEnter(
  stages: readonly StageInfo[],
  rules: PipelineRules,
  fromId: string,
  toId: string,
): boolean {
  if (fromId === toId) return true;
  const open = stages.filter(({ kind }) => kind === 'OPEN');
  const from = open.findIndex(({ id }) => id === fromId);
  const to = open.findIndex(({ id }) => id === toId);
  if (from < 0 || to < 0) return true;
  if (to < from) return rules.allowBack;
  return rules.allowSkip || to === from + 1;
}
