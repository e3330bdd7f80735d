import type { BoardControl } from './control';
import type { CardTarget, ColumnTarget } from './dragData';
import { findCard, type Place, placeAtEnd, placeBeside, topOf } from './place';

export type Target = (CardTarget & { edge: 'top' | 'bottom' }) | ColumnTarget;

/** Carries out what a drop asks for, however the card was held. */
export function dropAt(control: BoardControl, dealId: string, target: Target): void {
  const { groups, request } = control.now();
  let place: Place;
  if (target.kind === 'card') {
    place = placeBeside(groups, dealId, target.stageId, target.dealId, target.edge);
  } else {
    const { stageId, at } = target;
    place = at === 'top' ? topOf(groups, dealId, stageId) : placeAtEnd(groups, dealId, stageId);
  }
  // Somebody may have taken the card away while it was held.
  if (findCard(groups, dealId)) request(dealId, place);
}
