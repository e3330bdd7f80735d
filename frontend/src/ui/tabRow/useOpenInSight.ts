import { type RefObject, useEffect } from 'react';

/** Where tabs are more than the room and are scrolled sideways, the open one is among those in sight. */
export function useOpenInSight(box: RefObject<HTMLElement | null>, value: string): void {
  useEffect(() => {
    const open = [...(box.current?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])].find(
      (tab) => tab.ariaSelected === 'true',
    );
    if (!value || !box.current || !open) return;
    const { left, right } = box.current.getBoundingClientRect();
    const tab = open.getBoundingClientRect();
    if (tab.left < left || tab.right > right) box.current.scrollLeft += tab.left - left - 16;
  }, [box, value]);
}
