import { describe, expect, it, vi } from 'vitest';
import { openPalette, takeTyped } from '@/app/overlay';
import { byGroup, createMatcher, type Shortcut } from '@/app/shortcuts';

const shortcut = (keys: string, more: Partial<Shortcut> = {}): Shortcut => ({
  id: keys,
  keys,
  label: keys,
  group: 'g',
  run: () => undefined,
  ...more,
});
const all = [
  shortcut('g b'),
  shortcut('g d'),
  shortcut('b'),
  shortcut('?'),
  shortcut('mod+k', { everywhere: true }),
];

function press(
  key: string,
  init: KeyboardEventInit = {},
  target: EventTarget = document.body,
): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, ...init });
  Object.defineProperty(event, 'target', { value: target });
  return event;
}

describe('shortcut matcher', () => {
  it('understands sequences, and single keys on their own', () => {
    const match = createMatcher(() => all);
    expect(match(press('b'))?.keys).toBe('b');
    expect(match(press('g'))).toBeUndefined();
    expect(match(press('b'))?.keys).toBe('g b');
  });

  it('forgets a started sequence after a second', () => {
    let now = 0;
    const match = createMatcher(
      () => all,
      () => now,
    );
    match(press('g'));
    now = 1_500;
    expect(match(press('d'))).toBeUndefined();
  });

  it('is silent while somebody types, but for what works everywhere', () => {
    const match = createMatcher(() => all);
    const input = document.createElement('input');
    expect(match(press('?', { shiftKey: true }, input))).toBeUndefined();
    expect(match(press('k', { ctrlKey: true }, input))?.keys).toBe('mod+k');
    expect(match(press('?', { shiftKey: true }))?.keys).toBe('?');
  });
});

describe('the list of shortcuts', () => {
  it('names a thing once, with every way to it', () => {
    const groups = byGroup([
      shortcut('mod+k', { label: 'Palette' }),
      shortcut('?', { label: 'Help' }),
      shortcut('/', { label: 'Palette' }),
    ]);
    expect([...(groups.get('g') ?? [])]).toEqual([
      ['Palette', ['mod+k', '/']],
      ['Help', ['?']],
    ]);
  });
});

describe('the command palette', () => {
  const type = (key: string, init: KeyboardEventInit = {}) => {
    const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...init });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  };

  it('gets what was typed before it had the focus, and the page does not', () => {
    const page = vi.fn();
    window.addEventListener('keydown', page);
    openPalette();
    expect(['c', 'o', 'x', 'Backspace', 'r'].map((key) => type(key))).toEqual([true, true, true, true, true]);
    expect(page).not.toHaveBeenCalled();
    expect(takeTyped()).toBe('cor');
    expect(type('c')).toBe(false);
    expect(page).toHaveBeenCalledOnce();
    window.removeEventListener('keydown', page);
  });
});
