import { type PointerEvent, useRef, useState } from 'react';
import { boxAt, edgeOf, type Layout } from './graph';
import type { Point } from './plot';

interface Drawn {
  from: string;
  to: Point;
}

/** An arrow drawn from one box to another with the mouse. A finger scrolls; it has the form below. */
export function useGraphDrag(layout: Layout, onDrawn: (fromId: string, toId: string) => void) {
  const svg = useRef<SVGSVGElement>(null);
  const [drawn, setDrawn] = useState<Drawn>();

  const pointOf = (event: PointerEvent): Point => {
    const box = svg.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<SVGSVGElement>) => {
      const from = boxAt(pointOf(event), layout);
      if (event.button !== 0 || event.pointerType === 'touch' || !from) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      setDrawn({ from, to: pointOf(event) });
    },
    onPointerMove: (event: PointerEvent<SVGSVGElement>) => {
      if (drawn) setDrawn({ ...drawn, to: pointOf(event) });
    },
    onPointerUp: (event: PointerEvent<SVGSVGElement>) => {
      setDrawn(undefined);
      const to = boxAt(pointOf(event), layout);
      if (drawn && to && to !== drawn.from) onDrawn(drawn.from, to);
    },
    onPointerCancel: () => setDrawn(undefined),
  };

  const start = drawn && layout.nodes.get(drawn.from);
  const over = drawn && boxAt(drawn.to, layout);
  const away = over !== drawn?.from;
  const begin = start && drawn && edgeOf(start, drawn.to);
  return {
    svg,
    handlers,
    over: away ? over : undefined,
    line: begin && away ? `M ${begin.x} ${begin.y} L ${drawn.to.x} ${drawn.to.y}` : undefined,
  };
}
