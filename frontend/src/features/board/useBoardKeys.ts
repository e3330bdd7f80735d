import { type KeyboardEvent, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyNotes, useShortcut } from '@/app/shortcuts';
import { type BoardControl, cardDomId, type Direction } from './control';

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
/** Their arrows are their own; events of a card's menu arrive here through React's tree. */
const FOREIGN = 'input, textarea, select, [role="menu"], [role="dialog"], [role="listbox"]';

/** Arrows walk the cards, with Alt they carry the card along. */
export function useBoardKeys(control: BoardControl): (event: KeyboardEvent) => void {
  const { t } = useTranslation('board');
  const group = t('title');

  useShortcut(
    'm',
    () => {
      const id = control.active.get();
      if (!id) return;
      const movable = document.getElementById(cardDomId(id))?.dataset.movable;
      if (movable) control.menu.set(id);
    },
    { label: t('keys.move'), group },
  );
  // Listed in the help only: what they do depends on the card that has the focus, so the board itself listens.
  const notes = useMemo(
    () =>
      [
        ['← → ↑ ↓', t('keys.walk')],
        ['Alt ← →', t('keys.stage')],
        ['Alt ↑ ↓', t('keys.order')],
        ['Enter', t('keys.open')],
      ] as const,
    [t],
  );
  useKeyNotes(group, notes);

  return (event) => {
    const direction = DIRECTIONS[event.key];
    const { target } = event;
    if (!direction || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(target instanceof HTMLElement) || target.closest(FOREIGN)) return;
    const card = target.closest<HTMLElement>('[data-card]');
    const dealId = card?.dataset.card;
    if (!dealId) {
      // From a column itself the way leads to its first card.
      const first = control.now().groups.get(target.dataset.scroll ?? '')?.[0];
      if (event.altKey || direction !== 'down' || !first) return;
      event.preventDefault();
      control.focus(first.id);
      return;
    }
    event.preventDefault();
    if (!event.altKey) control.walk(direction, dealId);
    else if (card.dataset.movable) control.step(direction, dealId);
  };
}
