import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import { attachClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/attach-closest-edge';
import { extractClosestEdge } from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge/extract-closest-edge';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedOffline } from '@/app/errors';
import { useControl } from './control';
import { isDealDrag } from './dragData';

/** Makes a card a thing to drag and an edge to drop at. */
export function useCardDrag(
  ref: RefObject<HTMLElement | null>,
  dealId: string,
  stageId: string,
  canMove: boolean,
): { edge: 'top' | 'bottom' | null; dragged: boolean } {
  const { t } = useTranslation('board');
  const control = useControl();
  const [edge, setEdge] = useState<'top' | 'bottom' | null>(null);
  const [dragged, setDragged] = useState(false);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const show = (data: Record<string | symbol, unknown>) => {
      const closest = extractClosestEdge(data);
      setEdge(closest === 'top' || closest === 'bottom' ? closest : null);
    };
    return combine(
      draggable({
        element,
        // Asked once, as the hand begins to pull: the moment to say why the card stays.
        canDrag: () => canMove && !refusedOffline(t('offline')),
        getInitialData: () => ({ kind: 'deal', dealId, stageId }),
        onDragStart: () => setDragged(true),
        onDrop: () => setDragged(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) =>
          isDealDrag(source.data) &&
          source.data.dealId !== dealId &&
          control.mayEnter(source.data.stageId, stageId),
        getData: ({ input, element: target }) =>
          attachClosestEdge(
            { kind: 'card', dealId, stageId },
            { input, element: target, allowedEdges: ['top', 'bottom'] },
          ),
        // The gap between two cards still belongs to the one the pointer came from.
        getIsSticky: () => true,
        onDrag: ({ self }) => show(self.data),
        onDragLeave: () => setEdge(null),
        onDrop: () => setEdge(null),
      }),
    );
  }, [ref, control, dealId, stageId, canMove, t]);

  return { edge, dragged };
}
