import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react';
import type { Person, Rating } from './model';
import { type Frame, type Point, sameRating, snap } from './plot';
import type { StakeholderActions } from './useStakeholders';

/** Less than this is a click with an unsteady hand. */
const MEANT = 5;

interface Moving extends Point {
  id: string;
  /** Where it was taken, and at which version it was then. */
  start: Point;
  version: number;
  meant: boolean;
}

/** Dots dragged by mouse, pen or finger; they come to lie in the cell below, Esc puts them back. */
export function usePlotDrag(frame: Frame, rate: StakeholderActions['rate']) {
  const svg = useRef<SVGSVGElement>(null);
  /** A finger that carries a dot must not scroll the page: browsers heed `touch-action` on the drawing only, not in it. */
  const paper = useCallback((drawing: SVGSVGElement) => {
    const hold = (event: TouchEvent) => {
      if (latest.current) event.preventDefault();
    };
    svg.current = drawing;
    drawing.addEventListener('touchmove', hold, { passive: false });
    return () => {
      drawing.removeEventListener('touchmove', hold);
      svg.current = null;
    };
  }, []);
  const [moving, setMoving] = useState<Moving>();
  // Stays where it was dropped until the answer is under way.
  const latest = useRef<Moving>(undefined);

  const set = (next: Moving | undefined) => {
    latest.current = next;
    setMoving(next);
  };
  const pointOf = (event: PointerEvent): Point => {
    const box = svg.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };

  const handlers = (person: Person) => ({
    onPointerDown: (event: PointerEvent<SVGGElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const start = pointOf(event);
      set({ ...start, id: person.id, start, version: person.version, meant: false });
    },
    onPointerMove: (event: PointerEvent<SVGGElement>) => {
      const before = latest.current;
      if (before?.id !== person.id) return;
      const point = pointOf(event);
      const meant = before.meant || Math.hypot(point.x - before.start.x, point.y - before.start.y) > MEANT;
      set({ ...before, ...point, meant });
    },
    onPointerUp: () => {
      const dropped = latest.current;
      set(undefined);
      if (dropped?.id !== person.id || !dropped.meant) return;
      const rating = snap(dropped, frame);
      if (!sameRating(rating, person)) void rate(person, rating, dropped.version);
    },
    onPointerCancel: () => set(undefined),
  });

  const shown = moving?.meant ? moving : undefined;
  const target: Rating | undefined = shown && snap(shown, frame);
  return {
    paper,
    moving: shown,
    target,
    handlers,
    onKeyDown: (event: KeyboardEvent): boolean => {
      if (event.key !== 'Escape' || !latest.current) return false;
      event.stopPropagation();
      set(undefined);
      return true;
    },
  };
}
