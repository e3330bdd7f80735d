import { useMediaQuery } from '@mantine/hooks';
import { type RefObject, useLayoutEffect, useState } from 'react';
import type { Sizes } from './fitting';

/** There the tabs are swiped. */
const PHONE = '(max-width: 48em)';

function measured(row: HTMLElement): Sizes {
  const widths = (selector: string) =>
    [...row.querySelectorAll<HTMLElement>(selector)].map((box) => box.getBoundingClientRect().width);
  const [more = 0] = widths(':scope > [aria-haspopup]');
  return { room: row.getBoundingClientRect().width, more, tabs: widths('[role=tab]') };
}

const same = (a: Sizes | undefined, b: Sizes) => a !== undefined && JSON.stringify(a) === JSON.stringify(b);

/** How wide the row and its parts are, as long as that matters: when a count grows, its tab does too. */
export function useSizes(row: RefObject<HTMLElement | null>, tabs: number): Sizes | undefined {
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const [sizes, setSizes] = useState<Sizes>();
  useLayoutEffect(() => {
    const element = row.current;
    if (phone || !element || tabs === 0) return;
    const measure = () => {
      const now = measured(element);
      setSizes((old) => (same(old, now) ? old : now));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    for (const part of element.querySelectorAll('[role=tab], [aria-haspopup]')) observer.observe(part);
    return () => observer.disconnect();
  }, [row, phone, tabs]);
  return phone ? undefined : sizes;
}
