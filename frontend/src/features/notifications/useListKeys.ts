import type { KeyboardEvent, RefObject } from 'react';

/** What is chosen with arrows, and what is typed into. */
const OWN_ARROWS = 'input, select, textarea, [role="listbox"], [role="combobox"]';
const TYPED_INTO = 'textarea, select, [contenteditable="true"], input:not([type="radio"], [type="checkbox"])';

export interface ListKeys {
  walk(by: -1 | 1): void;
  /** Read or unread again: the line that has the keyboard. */
  toggle(): void;
  onKeyDown(event: KeyboardEvent): void;
}

/**
 * Arrows or j/k walk the lines, u marks one; Enter is the link's own. They work wherever the keyboard is around the
 * list, a panel's filter included. Where what is read `leaves` the list, the keyboard goes on with the next line.
 */
export function useListKeys(root: RefObject<HTMLElement | null>, leaves: boolean): ListKeys {
  const lines = () => [...(root.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])];
  const at = (all: readonly HTMLElement[]) =>
    all.findIndex((line) => line.closest('[data-notification]')?.contains(document.activeElement));

  const walk = (by: -1 | 1) => {
    const all = lines();
    all[Math.min(all.length - 1, Math.max(0, at(all) + by))]?.focus();
  };
  const toggle = () => {
    const all = lines();
    const index = at(all);
    const row = all[index]?.closest('[data-notification]');
    const next = leaves && row?.hasAttribute('data-unread') ? (all[index + 1] ?? all[index - 1]) : undefined;
    row?.querySelector<HTMLElement>('[data-toggle]')?.click();
    next?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { target, key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !(target instanceof Element)) return;
    const arrow = key === 'ArrowDown' || key === 'ArrowUp';
    if (target.matches(arrow ? OWN_ARROWS : TYPED_INTO)) return;
    if (key === 'j' || key === 'ArrowDown') walk(1);
    else if (key === 'k' || key === 'ArrowUp') walk(-1);
    else if (key === 'u') toggle();
    else return;
    event.preventDefault();
  };
  return { walk, toggle, onKeyDown };
}
