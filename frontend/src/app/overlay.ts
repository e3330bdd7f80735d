import { cell } from '@/relay/store';

/** What lies over the page. `palette` counts openings: its code is loaded with the first one. */
export const overlay = cell({ palette: 0, help: false });

export function openPalette(): void {
  const now = overlay.get();
  overlay.set({ ...now, palette: now.palette + 1 });
}

export function openShortcutHelp(): void {
  overlay.set({ ...overlay.get(), help: true });
}
