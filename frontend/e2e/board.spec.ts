import type { Locator, Page } from '@playwright/test';
import { expect, expectAccessible, live, test } from './fixtures';

/** The first open stages of the default pipeline, in their order. */
const FROM = 'Qualification';
const TO = 'Needs analysis';
const NEXT = 'Presentation';

const column = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
const cards = (page: Page, stage: string) => column(page, stage).getByRole('article');

async function openBoard(page: Page): Promise<void> {
  await page.goto('/board');
  await live(page);
  await expect(cards(page, FROM).first()).toBeVisible();
}

async function idOf(card: Locator): Promise<string> {
  const id = await card.getAttribute('data-card');
  if (!id) throw new Error('a card without an id');
  return id;
}

const cardIn = (page: Page, stage: string, id: string) => column(page, stage).locator(`[data-card="${id}"]`);

/** Focuses a card and carries it one column on. */
async function carry(page: Page, card: Locator, key: 'Alt+ArrowRight' | 'Alt+ArrowLeft'): Promise<void> {
  await card.getByRole('link').focus();
  await page.keyboard.press(key);
}

test('a dragged card moves on the other screen within two seconds', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('manager'), await signedIn('admin')];
  await openBoard(ada);
  await openBoard(ben);
  const card = cards(ada, FROM).first();
  const id = await idOf(card);
  await card.dragTo(column(ada, TO).getByRole('group'), { targetPosition: { x: 80, y: 12 } });
  await expect(cardIn(ada, TO, id)).toBeVisible();
  await expect(cardIn(ben, TO, id)).toBeVisible({ timeout: 2_000 });
  await expect(cardIn(ben, FROM, id)).toHaveCount(0);
  await expect(cardIn(ben, TO, id).getByText(/moved this$/)).toBeVisible();
});

test('a card is walked to, moved, reordered and brought back by keyboard alone', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await openBoard(page);
  await cards(page, FROM).first().getByRole('link').focus();
  await page.keyboard.press('ArrowDown');
  const card = cards(page, FROM).filter({ has: page.locator('a:focus') });
  const id = await idOf(card);
  await page.keyboard.press('Alt+ArrowRight');
  await expect(cardIn(page, TO, id).getByRole('link')).toBeFocused();
  // Moves made before the server has answered the first are one step back: here each is one of its own.
  const undo = (said: string) =>
    page
      .getByRole('status')
      .filter({ has: page.getByRole('button', { name: 'Undo' }) })
      .filter({ hasText: said });
  await expect(undo(`moved to ${TO}`)).toBeVisible();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(cards(page, TO).nth(1)).toHaveAttribute('data-card', id);
  await expect(undo('has a new place')).toBeVisible();
  await page.keyboard.press('m');
  await page.getByRole('menuitem', { name: NEXT }).press('Enter');
  await expect(cardIn(page, NEXT, id).getByRole('link')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(cardIn(page, TO, id)).toBeVisible();
});

test('what happened while the socket was cut is caught up', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('manager'), await signedIn('admin')];
  await openBoard(ada);
  await openBoard(ben);
  await ben.context().setOffline(true);
  await expect(ben.getByText(/Reconnecting|Offline/).first()).toBeVisible();
  const card = cards(ada, FROM).first();
  const id = await idOf(card);
  await carry(ada, card, 'Alt+ArrowRight');
  await expect(cardIn(ada, TO, id)).toBeVisible();
  await ben.context().setOffline(false);
  await expect(cardIn(ben, TO, id)).toBeVisible();
  await expect(ben.getByText('Live', { exact: true }).first()).toBeVisible();
});

test('when two move one card the second is told who was first', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('manager'), await signedIn('admin')];
  await openBoard(ada);
  await openBoard(ben);
  const id = await idOf(cards(ada, FROM).first());
  // Ben's move is held back until Ada's is done: the server then sees his old version.
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await ben.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('moveDeal')) await held;
    await route.continue();
  });
  await carry(ben, cardIn(ben, FROM, id), 'Alt+ArrowRight');
  await expect(cardIn(ben, TO, id)).toBeVisible();
  await cardIn(ada, FROM, id)
    .getByRole('button', { name: /^Move / })
    .click();
  await ada.getByRole('menuitem', { name: NEXT }).click();
  await expect(cardIn(ada, NEXT, id)).toBeVisible();
  release();
  await expect(ben.getByRole('alert').filter({ hasText: 'Your move was undone' })).toBeVisible();
  await expect(cardIn(ben, NEXT, id)).toBeVisible();
});

test('a lost deal wants a reason, and goes back without one', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await openBoard(page);
  const card = cards(page, FROM).first();
  const id = await idOf(card);
  await card.getByRole('button', { name: /^Move / }).click();
  await page.getByRole('menuitem', { name: 'Lost' }).click();
  const dialog = page.getByRole('dialog', { name: /is lost$/ });
  await expectAccessible(page);
  // The reasons are open at once, over the buttons; going on closes them.
  await dialog.getByRole('combobox', { name: 'Loss reason' }).press('Tab');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(cardIn(page, FROM, id)).toBeVisible();
});

test('filters live in the address, and an empty result can be cleared', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await openBoard(page);
  await page.getByRole('button', { name: 'Only mine' }).click();
  await expect(page).toHaveURL(/filter=/);
  await page.getByLabel('Deal or account').fill('no such deal anywhere');
  await expect(page.getByText('No match')).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
  await expect(cards(page, FROM).first()).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    test(`the board is accessible in ${scheme} at ${width} px`, async ({ signedIn }, info) => {
      const page = await signedIn('admin', scheme);
      await page.setViewportSize({ width, height });
      await openBoard(page);
      await expectAccessible(page);
      await info.attach(`board-${scheme}-${width}`, {
        body: await page.screenshot(),
        contentType: 'image/png',
      });
    });
  }
}
