import { type RefObject, useEffect } from 'react';

/** The dialog gives the keyboard to its first control as it opens. */
const AFTER_OPENING = 40;

/** What is read takes the keyboard from there, so that it scrolls by it; from what somebody has turned to it does not. */
export function useTakesKeys(stage: RefObject<HTMLElement | null>, ready: boolean): void {
  useEffect(() => {
    if (!ready) return;
    const timer = setTimeout(() => {
      const active = document.activeElement;
      const idle =
        active === null || active === document.body || active.matches('[role="dialog"], [data-autofocus]');
      if (idle) stage.current?.focus({ preventScroll: true });
    }, AFTER_OPENING);
    return () => clearTimeout(timer);
  }, [stage, ready]);
}
