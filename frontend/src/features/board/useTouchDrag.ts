import { type RefObject, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedOffline } from '@/app/errors';
import type { BoardControl } from './control';
import { dropAt, type Target } from './drop';

/** A finger that rests this long takes the card; one that moves before scrolls. Browsers begin a drag of their own later. */
const HOLD = 300;
const SLACK = 8;
/** So near the edge the board scrolls along. */
const EDGE = 44;
const SPEED = 14;
const GAP = 12;

interface Spot {
  x: number;
  y: number;
}

interface Over {
  target: Target;
  /** What shows where the card would land, by this attribute. */
  element: HTMLElement;
  attribute: 'data-edge' | 'data-over';
  value: string;
}

/** The gap between two cards belongs to the nearer one. */
function beside(column: HTMLElement, y: number): HTMLElement | undefined {
  for (const card of column.querySelectorAll<HTMLElement>('[data-card]')) {
    const { top, bottom } = card.getBoundingClientRect();
    if (y > top - GAP && y < bottom + GAP) return card;
  }
  return undefined;
}

function targetAt({ x, y }: Spot, dealId: string, stageId: string, control: BoardControl): Over | undefined {
  const below = document.elementFromPoint(x, y);
  const column = below?.closest<HTMLElement>('[data-column]');
  const to = column?.dataset.column;
  if (!column || !to || !control.mayEnter(stageId, to)) return undefined;
  const card = below?.closest<HTMLElement>('[data-card]') ?? beside(column, y);
  const neighbour = card?.dataset.card;
  if (card && neighbour && neighbour !== dealId) {
    const { top, height } = card.getBoundingClientRect();
    const edge = y < top + height / 2 ? 'top' : 'bottom';
    const target: Target = { kind: 'card', dealId: neighbour, stageId: to, edge };
    return { target, element: card, attribute: 'data-edge', value: edge };
  }
  // Above the cards, and on the bars of the final stages, is the top.
  const list = column.querySelector('[data-scroll]');
  const at = !list || y < list.getBoundingClientRect().top ? 'top' : 'bottom';
  const target: Target = { kind: 'column', stageId: to, at };
  return { target, element: column, attribute: 'data-over', value: 'true' };
}

function ghostOf(card: HTMLElement): HTMLElement {
  const { left, top, width } = card.getBoundingClientRect();
  const ghost = card.cloneNode(true) as HTMLElement;
  ghost.removeAttribute('id');
  ghost.removeAttribute('data-card');
  ghost.inert = true;
  Object.assign(ghost.style, {
    position: 'fixed',
    left: `${left}px`,
    top: `${top}px`,
    width: `${width}px`,
    zIndex: '400',
    pointerEvents: 'none',
    rotate: '2deg',
    opacity: '0.92',
  });
  document.body.append(ghost);
  return ghost;
}

/** Cards held by a finger: browsers' own dragging is for mice, and differs from phone to phone. */
export function useTouchDrag(
  scroller: RefObject<HTMLElement | null>,
  control: BoardControl,
  enabled: boolean,
): void {
  const { t } = useTranslation('board');
  useEffect(() => {
    const board = scroller.current;
    if (!board || !enabled) return;
    let end: (() => void) | undefined;

    const start = (event: TouchEvent) => {
      end?.();
      const touch = event.touches[0];
      const { target } = event;
      if (
        !touch ||
        event.touches.length > 1 ||
        !(target instanceof HTMLElement || target instanceof SVGElement)
      )
        return;
      const card = target.closest<HTMLElement>('[data-card][data-movable]');
      const { card: dealId, stage: stageId } = card?.dataset ?? {};
      if (!card || !dealId || !stageId || target.closest('button, [role="menu"]')) return;

      const from: Spot = { x: touch.clientX, y: touch.clientY };
      let now = from;
      let ghost: HTMLElement | undefined;
      let over: Over | undefined;
      let frame = 0;

      const mark = (next: Over | undefined) => {
        over?.element.removeAttribute(over.attribute);
        next?.element.setAttribute(next.attribute, next.value);
        over = next;
      };
      const scrollAlong = () => {
        const box = board.getBoundingClientRect();
        if (now.x < box.left + EDGE) board.scrollLeft -= SPEED;
        else if (now.x > box.right - EDGE) board.scrollLeft += SPEED;
        const list = document
          .elementFromPoint(now.x, now.y)
          ?.closest('[data-column]')
          ?.querySelector('[data-scroll]');
        if (list) {
          const { top, bottom } = list.getBoundingClientRect();
          if (now.y < top + EDGE) list.scrollTop -= SPEED;
          else if (now.y > bottom - EDGE) list.scrollTop += SPEED;
        }
        mark(targetAt(now, dealId, stageId, control));
        frame = requestAnimationFrame(scrollAlong);
      };
      const take = () => {
        if (refusedOffline(t('offline'))) return end?.();
        ghost = ghostOf(card);
        card.dataset.dragged = 'true';
        board.style.scrollSnapType = 'none';
        control.drag.set({ dealId, stageId });
        frame = requestAnimationFrame(scrollAlong);
      };
      const timer = setTimeout(take, HOLD);

      const move = (moved: TouchEvent) => {
        const finger = moved.touches[0];
        if (!finger || moved.touches.length > 1) return end?.();
        now = { x: finger.clientX, y: finger.clientY };
        if (ghost) {
          moved.preventDefault();
          ghost.style.translate = `${now.x - from.x}px ${now.y - from.y}px`;
        } else if (Math.hypot(now.x - from.x, now.y - from.y) > SLACK) end?.();
      };
      const drop = (lifted: TouchEvent) => {
        const there = over?.target;
        const column = over?.element.closest('section');
        const held = ghost !== undefined;
        end?.();
        if (!held) return;
        // No click follows: the card was carried, not opened.
        lifted.preventDefault();
        if (there) dropAt(control, dealId, there);
        // Where two columns share the screen, the one with the card stays.
        column?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      };
      const still = (menu: Event) => menu.preventDefault();
      const cancel = () => end?.();

      // The browser's own drag would take the finger away.
      card.draggable = false;
      // On the element itself: it has the rest of the touch, wherever that leads and even when it is taken off the page.
      target.addEventListener('touchmove', move as EventListener, { passive: false });
      target.addEventListener('touchend', drop as EventListener);
      target.addEventListener('touchcancel', cancel);
      window.addEventListener('contextmenu', still);
      end = () => {
        end = undefined;
        clearTimeout(timer);
        cancelAnimationFrame(frame);
        target.removeEventListener('touchmove', move as EventListener);
        target.removeEventListener('touchend', drop as EventListener);
        target.removeEventListener('touchcancel', cancel);
        window.removeEventListener('contextmenu', still);
        card.draggable = true;
        if (!ghost) return;
        mark(undefined);
        ghost.remove();
        delete card.dataset.dragged;
        board.style.scrollSnapType = '';
        control.drag.set(null);
      };
    };

    // Not passive: only so may the first move of a held card be kept from scrolling.
    const noScroll = () => undefined;
    board.addEventListener('touchstart', start, { passive: false });
    board.addEventListener('touchmove', noScroll, { passive: false });
    return () => {
      end?.();
      board.removeEventListener('touchstart', start);
      board.removeEventListener('touchmove', noScroll);
    };
  }, [scroller, control, enabled, t]);
}
