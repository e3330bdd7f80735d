import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, live, test } from './fixtures';

const SHOTS = 'test-results/tabs';

const tabs = (page: Page) => page.getByRole('tab');

/** The tabs that are seen, all in one line. */
async function inRow(page: Page): Promise<string[]> {
  const seen = page.locator('[role=tab]:not([data-rest])');
  const tops = await seen.evaluateAll((all) => all.map((tab) => Math.round(tab.getBoundingClientRect().top)));
  expect(new Set(tops).size).toBe(1);
  return (await seen.allTextContents()).map((text) => text.trim());
}

test('the tabs of a deal are one row at any width, the open one always in it', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const id = await dealOf(page, 'Deal with all its tabs', { amount: '40000' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/deals/${id}?tab=visits`);
  await live(page);
  await expect(tabs(page)).toHaveCount(12);
  for (const width of [1440, 1100, 900]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(page.getByRole('button', { name: 'More tabs' })).toBeVisible();
    await expect.poll(() => inRow(page)).toContain('Time in stages');
    expect((await inRow(page)).length).toBeLessThan(12);
    await page.screenshot({ path: `${SHOTS}/${width}.png` });
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  // What is chosen in the menu opens, comes into the row, and has the keyboard.
  await page.getByRole('button', { name: 'More tabs' }).click();
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/menu.png` });
  await expectAccessible(page);
  await menu.getByRole('menuitem', { name: 'History' }).click();
  await expect(page).toHaveURL(/tab=history/);
  const history = page.getByRole('tab', { name: 'History' });
  await expect(history).toBeFocused();
  expect(await inRow(page)).toContain('History');
  await expect(page.getByRole('tabpanel', { name: 'History' })).toBeVisible();

  // The keyboard goes through all of them, seen or not.
  await history.press('ArrowLeft');
  await expect(page.getByRole('tab', { selected: true })).toHaveText('Timeline');
  expect(await inRow(page)).toContain('Timeline');

  // A count that comes later stands in the menu too.
  const note = { dealId: id, body: 'For the count' };
  await change(page, 'createNote', 'CreateNoteInput', 'note { id }', note);
  await page.getByRole('button', { name: 'More tabs' }).click();
  await expect(menu.getByRole('menuitem', { name: 'Notes (1)' })).toBeVisible();
});

test('on a phone tabs are swiped, and the open one is in sight', async ({ signedIn }) => {
  const page = await signedIn('rep', 'dark', {
    hasTouch: true,
    isMobile: true,
    viewport: { width: 390, height: 844 },
  });
  const id = await dealOf(page, 'Deal on a phone');
  await page.goto(`/deals/${id}?tab=history`);
  await live(page);
  await expect(page.getByRole('tab', { name: 'History' })).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('button', { name: 'More tabs' })).toBeHidden();
  expect(await inRow(page)).toHaveLength(12);
  await page.screenshot({ path: `${SHOTS}/390.png` });
});

test('the row is as good in the dark', async ({ signedIn }) => {
  const page = await signedIn('rep', 'dark');
  const id = await dealOf(page, 'Deal in the dark');
  await page.setViewportSize({ width: 1100, height: 900 });
  await page.goto(`/deals/${id}`);
  await live(page);
  await page.getByRole('button', { name: 'More tabs' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/dark.png` });
  await expectAccessible(page);
});
