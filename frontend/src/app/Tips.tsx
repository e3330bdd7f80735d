import { useEffect, useRef, useState } from 'react';
import classes from './Tips.module.css';

interface Tip {
  text: string;
  /** Middle of the element it belongs to, and where it is. */
  x: number;
  top: number;
  bottom: number;
}

const MARGIN = 6;

function tipOf(target: EventTarget | null): Tip | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-tip]') : null;
  const text = element?.dataset.tip;
  if (!element || !text) return null;
  const { left, width, top, bottom } = element.getBoundingClientRect();
  return { text, x: left + width / 2, top, bottom };
}

/**
 * One tooltip for all that carries `data-tip`. A board has hundreds of signs that explain themselves; a
 * tooltip component for each would cost more than the cards they stand on. Screen readers get the same
 * words as hidden text of the sign.
 */
export function Tips() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const show = (event: PointerEvent) => {
      if (event.pointerType === 'mouse') setTip(tipOf(event.target));
    };
    const hide = () => setTip(null);
    document.addEventListener('pointerover', show);
    for (const kind of ['pointerdown', 'keydown', 'scroll', 'dragstart', 'blur']) {
      window.addEventListener(kind, hide, true);
    }
    return () => {
      document.removeEventListener('pointerover', show);
      for (const kind of ['pointerdown', 'keydown', 'scroll', 'dragstart', 'blur']) {
        window.removeEventListener(kind, hide, true);
      }
    };
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element || !tip) return;
    const { width, height } = element.getBoundingClientRect();
    const left = Math.min(Math.max(MARGIN, tip.x - width / 2), window.innerWidth - width - MARGIN);
    const above = tip.top - height - MARGIN;
    element.style.left = `${left}px`;
    element.style.top = `${above > MARGIN ? above : tip.bottom + MARGIN}px`;
    element.style.visibility = 'visible';
  }, [tip]);

  if (!tip) return null;
  return (
    <div key={`${tip.x} ${tip.top}`} ref={box} className={classes.tip} aria-hidden>
      {tip.text}
    </div>
  );
}
