import { useEffect, useRef } from 'react';

/** Below this much of the window a tab is not where a link to it leads. */
const IN_SIGHT = 0.6;

/** A link that names a tab lands on it: on a phone it stands below all that the record shows before. */
export function useLanding<E extends HTMLElement>(named: boolean) {
  const place = useRef<E>(null);
  const lands = useRef(named);
  useEffect(() => {
    const element = place.current;
    if (!lands.current || !element) return;
    lands.current = false;
    const hidden = element.getBoundingClientRect().top > window.innerHeight * IN_SIGHT;
    if (hidden) element.scrollIntoView({ block: 'start' });
  }, []);
  return place;
}
