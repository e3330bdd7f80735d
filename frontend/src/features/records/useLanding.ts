import { useEffect, useRef } from 'react';

/** Below this much of the window a tab is not where a link to it leads. */
const IN_SIGHT = 0.6;

/** So long, in ms, what stands above may be on its way and push the tab down when it comes. */
const SETTLING = 4_000;

/** With any of these a person takes over. */
const BY_HAND = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const;

/** A link that names a tab lands on it: on a phone it stands below all that the record shows before. */
export function useLanding<E extends HTMLElement>(named: boolean) {
  const place = useRef<E>(null);
  const lands = useRef(named);
  useEffect(() => {
    if (!lands.current) return;
    const land = () => {
      const top = place.current?.getBoundingClientRect().top ?? 0;
      if (top > window.innerHeight * IN_SIGHT) place.current?.scrollIntoView({ block: 'start' });
    };
    land();
    const watcher = new ResizeObserver(land);
    // Whatever grows above makes one of what it stands in grow; the page itself scrolls within the window.
    for (let around = place.current?.parentElement; around; around = around.parentElement)
      watcher.observe(around);
    const leave = () => {
      watcher.disconnect();
      clearTimeout(end);
      for (const type of BY_HAND) window.removeEventListener(type, stop);
    };
    const stop = () => {
      lands.current = false;
      leave();
    };
    const end = setTimeout(stop, SETTLING);
    for (const type of BY_HAND) window.addEventListener(type, stop, { passive: true });
    return leave;
  }, []);
  return place;
}
