import { monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge';
import { type RefObject, useEffect } from 'react';
import type { BoardControl } from './control';
import { isCardTarget, isColumnTarget, isDealDrag } from './dragData';
import { dropAt } from './drop';

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
          if (isCardTarget(target.data)) {
            const edge = extractClosestEdge(target.data) === 'bottom' ? 'bottom' : 'top';
            dropAt(control, dealId, { ...target.data, edge });
          } else if (isColumnTarget(target.data)) dropAt(control, dealId, target.data);
        },
      }),
      autoScrollForElements({ element, canScroll: ({ source }) => isDealDrag(source.data) }),
    );
  }, [scroller, control, enabled]);
}
