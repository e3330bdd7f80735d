import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge';
import { type RefObject, useEffect } from 'react';
import type { BoardControl } from './control';
import { isCardTarget, isColumnTarget, isDealDrag } from './dragData';
import { findCard, type Place, placeAtEnd, placeBeside, topOf } from './place';

/** Turns drops into moves, and scrolls the board sideways while a card is held at its edge. */
export function useBoardDrag(
  scroller: RefObject<HTMLElement | null>,
  control: BoardControl,
  /** False while there are no columns on screen to drag between. */
  enabled: boolean,
): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element || !enabled) return;
    return combine(
      monitorForElements({
        canMonitor: ({ source }) => isDealDrag(source.data),
        onDragStart: ({ source }) => {
          if (!isDealDrag(source.data)) return;
          control.drag.set({ dealId: source.data.dealId, stageId: source.data.stageId });
        },
        onDrop: ({ source, location }) => {
          control.drag.set(null);
          const target = location.current.dropTargets[0];
          if (!target || !isDealDrag(source.data)) return;
          const { dealId } = source.data;
          const { groups, request } = control.now();
          let place: Place | undefined;
          if (isCardTarget(target.data)) {
            const edge = extractClosestEdge(target.data) === 'bottom' ? 'bottom' : 'top';
            place = placeBeside(groups, dealId, target.data.stageId, target.data.dealId, edge);
          } else if (isColumnTarget(target.data)) {
            const { stageId, at } = target.data;
            place = at === 'top' ? topOf(groups, dealId, stageId) : placeAtEnd(groups, dealId, stageId);
          }
          // Somebody may have taken the card away while it was held.
          if (!place || !findCard(groups, dealId)) return;
          request(dealId, place);
        },
      }),
      autoScrollForElements({ element, canScroll: ({ source }) => isDealDrag(source.data) }),
    );
  }, [scroller, control, enabled]);
}
