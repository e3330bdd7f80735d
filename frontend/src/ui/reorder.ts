import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { combine } from '@atlaskit/pragmatic-drag-and-drop/utils/combine';
import {
  attachClosestEdge,
  type Edge,
  extractClosestEdge,
} from '@atlaskit/pragmatic-drag-and-drop-hitbox/closest-edge';
import { announce } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { useEffect, useEffectEvent, useRef, useState } from 'react';

/** Where the dragged item ends up when it is dropped beside another one. */
export function targetIndex(from: number, over: number, edge: Edge | null): number {
  const gap = edge === 'bottom' ? over + 1 : over;
  return from < gap ? gap - 1 : gap;
}

interface Options {
  /** Items of one list drop only on each other. */
  list: string;
  index: number;
  enabled: boolean;
  onMove: (from: number, to: number) => void;
}

/** Drag by a handle within one list. The keyboard needs a way of its own: buttons beside it, or keys on the handle. */
export function useReorder<
  Row extends HTMLElement = HTMLLIElement,
  Handle extends HTMLElement = HTMLSpanElement,
>({ list, index, enabled, onMove }: Options) {
  const row = useRef<Row>(null);
  const handle = useRef<Handle>(null);
  const [dragging, setDragging] = useState(false);
  const [edge, setEdge] = useState<Edge | null>(null);
  const move = useEffectEvent(onMove);

  useEffect(() => {
    const element = row.current;
    const dragHandle = handle.current;
    if (!enabled || !element || !dragHandle) return;
    return combine(
      draggable({
        element,
        dragHandle,
        getInitialData: () => ({ list, index }),
        onDragStart: () => setDragging(true),
        onDrop: () => setDragging(false),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => source.data.list === list,
        getData: ({ input }) =>
          attachClosestEdge({ index }, { element, input, allowedEdges: ['top', 'bottom'] }),
        onDrag: ({ self, source }) =>
          setEdge(source.data.index === index ? null : extractClosestEdge(self.data)),
        onDragLeave: () => setEdge(null),
        onDrop: ({ self, source }) => {
          setEdge(null);
          const from = Number(source.data.index);
          const to = targetIndex(from, index, extractClosestEdge(self.data));
          if (from !== to) move(from, to);
        },
      }),
    );
  }, [enabled, index, list]);
  return { row, handle, dragging, edge };
}

/** For those who do not see the row jump. */
export { announce };
