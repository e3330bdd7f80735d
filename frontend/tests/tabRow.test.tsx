import { Tabs } from '@mantine/core';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { overflowing } from '@/ui/tabRow/fitting';
import { TabRow } from '@/ui/tabRow/TabRow';
import { renderUi } from './render';

const places = (rest: Set<number>) => [...rest].sort();

describe('what a row has no room for', () => {
  const tabs = [100, 100, 100, 100];

  it('is nothing where all fit, also where they would not beside the button', () => {
    expect(places(overflowing({ room: 400, more: 60, tabs }, new Set([0])))).toEqual([]);
    expect(places(overflowing({ room: 400, more: 60, tabs }, new Set()))).toEqual([]);
  });

  it('is the end of the row, which makes room for the button', () => {
    expect(places(overflowing({ room: 399, more: 60, tabs }, new Set([0])))).toEqual([3]);
    expect(places(overflowing({ room: 359, more: 60, tabs }, new Set([0])))).toEqual([2, 3]);
  });

  it('is never the open one: those before it make way', () => {
    expect(places(overflowing({ room: 399, more: 60, tabs }, new Set([3])))).toEqual([2]);
    expect(places(overflowing({ room: 50, more: 60, tabs }, new Set([2])))).toEqual([0, 1, 3]);
  });

  it('has no gaps: a short one after a long one that does not fit is left out too', () => {
    const uneven = { room: 300, more: 60, tabs: [100, 200, 20, 20] };
    expect(places(overflowing(uneven, new Set([0])))).toEqual([1, 2, 3]);
  });
});

const TABS = ['Tasks', 'Notes', 'Files', 'History', 'Visits'];

function Page() {
  const [tab, setTab] = useState<string>('Tasks');
  const open = (next: string | null) => setTab(next ?? 'Tasks');
  return (
    <Tabs value={tab} onChange={open} keepMounted={false}>
      <TabRow
        value={tab}
        onChange={open}
        tabs={TABS.map((value) => ({ value, label: value, count: value === 'Files' ? 7 : 0 }))}
      />
      {TABS.map((value) => (
        <Tabs.Panel key={value} value={value}>
          What is in {value}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

/** Each tab is 100 wide, the button 60; the row is as wide as asked. */
function layOut(room: number) {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function box(
    this: HTMLElement,
  ): DOMRect {
    const width = this.role === 'tab' ? 100 : this.getAttribute('aria-haspopup') ? 60 : room;
    return { left: 0, right: width, width, top: 0, bottom: 0, height: 0 } as DOMRect;
  });
}

const inRow = () =>
  screen
    .getAllByRole('tab')
    .filter((tab) => !('rest' in tab.dataset))
    .map((tab) => tab.textContent?.trim());

describe('a row of tabs', () => {
  afterEach(() => vi.restoreAllMocks());

  it('shows what fits and the rest in a menu, with their counts; what is chosen there is in the row', async () => {
    layOut(300);
    const user = userEvent.setup();
    renderUi(<Page />);
    expect(inRow()).toEqual(['Tasks', 'Notes']);
    await user.click(screen.getByRole('button', { name: 'More tabs' }));
    const items = await screen.findAllByRole('menuitem');
    expect(items.map((item) => item.textContent?.trim())).toEqual(['Files (7)', 'History', 'Visits']);
    await user.click(screen.getByRole('menuitem', { name: 'History' }));
    expect(inRow()).toEqual(['Tasks', 'History']);
    expect(screen.getByRole('tabpanel').textContent).toBe('What is in History');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'History' })));
  });

  it('is one list to the keyboard: what it reaches comes into the row', async () => {
    layOut(300);
    const user = userEvent.setup();
    renderUi(<Page />);
    act(() => screen.getByRole('tab', { name: 'Notes' }).focus());
    await user.keyboard('{ArrowRight}');
    expect(screen.getByRole('tab', { selected: true }).textContent).toContain('Files (7)');
    expect(inRow()).toEqual(['Tasks', 'Files (7)']);
    await user.keyboard('{End}');
    // Not opened yet, and in sight all the same.
    expect(document.activeElement?.textContent?.trim()).toBe('Visits');
    expect(inRow()).toEqual(['Files (7)', 'Visits']);
    await user.keyboard('{Enter}');
    expect(screen.getByRole('tabpanel').textContent).toBe('What is in Visits');
  });

  it('has no menu where all fit', () => {
    layOut(500);
    renderUi(<Page />);
    expect(inRow()).toHaveLength(5);
    expect(document.querySelector('[data-idle]')).not.toBeNull();
  });
});
