import { cell } from '@/relay/store';

/** What lies over the page. `palette` counts openings: its code is loaded with the first one. */
export const overlay = cell({ palette: 0, help: false });

/** Long enough for the palette's code to arrive. */
const PATIENCE = 3_000;

let typed = '';
let stop: (() => void) | undefined;

/** Keys that follow at once are for the palette, not for the page below: they are kept until it has the focus. */
function keepTyping(): void {
  stop?.();
  typed = '';
  const onKeyDown = (event: KeyboardEvent) => {
    const there = event.target instanceof Element && event.target.closest('[data-palette]');
    if (there || event.key === 'Escape') return stop?.();
    if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) typed += event.key;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const timer = setTimeout(() => stop?.(), PATIENCE);
  window.addEventListener('keydown', onKeyDown, { capture: true });
  stop = () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', onKeyDown, { capture: true });
    stop = undefined;
  };
}

/** What was typed since the palette was asked for; from here on its own input has the keys. */
export function takeTyped(): string {
  stop?.();
  const text = typed;
  typed = '';
  return text;
}

export function openPalette(): void {
  keepTyping();
  const now = overlay.get();
  overlay.set({ ...now, palette: now.palette + 1 });
}

export function openShortcutHelp(): void {
  overlay.set({ ...overlay.get(), help: true });
}
