import { useEffect, useEffectEvent, useMemo } from 'react';
import { createRegistry, useRegister, useRegistered } from './registry';

export interface Shortcut {
  id: string;
  /** `c`, `?`, `mod+k`, or a sequence such as `g b`. `mod` is ⌘ on a Mac and Ctrl elsewhere. */
  keys: string;
  label: string;
  group: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing or in a dialog; for `mod+…` keys only. */
  everywhere?: boolean;
  /** False: in the help, but of no effect right now. */
  enabled?: boolean;
}

const shortcuts = createRegistry<Shortcut>();
const SEQUENCE_PAUSE = 1_000;

function isMac(): boolean {
  return /mac|iphone|ipad/i.test(navigator.platform);
}

/** Text for a `<kbd>`. */
export function keyLabel(keys: string): string {
  return keys.replace('mod+', isMac() ? '⌘' : 'Ctrl ').replace(/\b[a-z]\b/g, (key) => key.toUpperCase());
}

/** Group → what is done → the keys that do it: one thing stands there once, however many ways lead to it. */
export function byGroup(shortcuts: readonly Shortcut[]): Map<string, Map<string, string[]>> {
  const groups = new Map<string, Map<string, string[]>>();
  for (const { group, label, keys } of shortcuts) {
    const list = groups.get(group) ?? new Map<string, string[]>();
    list.set(label, [...(list.get(label) ?? []), keys]);
    groups.set(group, list);
  }
  return groups;
}

function pressed(event: KeyboardEvent): string {
  // Shift is part of the character already (`?`), so only named keys spell it out.
  const named = event.key.length > 1;
  const parts = [
    event.ctrlKey || event.metaKey ? 'mod' : '',
    event.altKey ? 'alt' : '',
    event.shiftKey && named ? 'shift' : '',
    event.key.length === 1 ? event.key.toLowerCase() : event.key,
  ];
  return parts.filter(Boolean).join('+');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return Boolean(
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]',
    ),
  );
}

/** Finds what a key press means; remembers the first key of a sequence. */
export function createMatcher(all: () => readonly Shortcut[], now: () => number = Date.now) {
  let prefix = '';
  let prefixAt = 0;
  return (event: KeyboardEvent): Shortcut | undefined => {
    if (['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return undefined;
    const typing = isTyping(event.target);
    const key = pressed(event);
    const sequence = prefix && now() - prefixAt < SEQUENCE_PAUSE ? `${prefix} ${key}` : '';
    prefix = '';
    const usable = all().filter(({ everywhere, enabled = true }) => enabled && (everywhere || !typing));
    const found =
      (sequence && usable.find((shortcut) => shortcut.keys === sequence)) ||
      usable.find((shortcut) => shortcut.keys === key);
    if (found) return found;
    if (usable.some((shortcut) => shortcut.keys.startsWith(`${key} `))) {
      prefix = key;
      prefixAt = now();
    }
    return undefined;
  };
}

/** The one keyboard listener of the page; mounted by the shell. */
export function useShortcutListener(): void {
  useEffect(() => {
    const match = createMatcher(shortcuts.all);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const shortcut = match(event);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

export function useShortcuts(list: readonly Shortcut[]): void {
  useRegister(shortcuts, list);
}

/** One shortcut while the component is mounted; the newest `run` is always the one called. */
export function useShortcut(
  keys: string,
  run: (event: KeyboardEvent) => void,
  info: { label: string; group: string; everywhere?: boolean; enabled?: boolean },
): void {
  const latest = useEffectEvent(run);
  const { label, group, everywhere, enabled } = info;
  const list = useMemo(
    (): Shortcut[] => [
      {
        id: `${group}:${keys}`,
        keys,
        label,
        group,
        everywhere,
        enabled,
        run: (event) => latest(event),
      },
    ],
    [keys, label, group, everywhere, enabled],
  );
  useShortcuts(list);
}

export function useAllShortcuts(): readonly Shortcut[] {
  return useRegistered(shortcuts);
}

/** Keys that something on the page listens to itself, for the help. Pass a memoised list. */
export function useKeyNotes(group: string, notes: readonly (readonly [keys: string, label: string])[]): void {
  useShortcuts(
    useMemo(
      () =>
        notes.map(([keys, label]) => ({
          id: `${group}:${keys}`,
          keys,
          label,
          group,
          enabled: false,
          run: () => undefined,
        })),
      [group, notes],
    ),
  );
}
