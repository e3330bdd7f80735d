import type { Page } from '@playwright/test';
import { dealOf, expect, expectAccessible, live, test } from './fixtures';

const stamp = () => Date.now().toString(36);
const flying = (page: Page) => page.locator('canvas[data-celebration]');
const told = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words });
const won = (page: Page) =>
  page.getByRole('navigation', { name: /^Stages of/ }).getByRole('button', { name: /^Won/ });

async function openBoard(page: Page): Promise<void> {
  await page.goto('/board');
  await live(page);
  // The celebration is fetched after the page.
  await page.waitForLoadState('networkidle');
}

async function win(page: Page, dealId: string): Promise<void> {
  await page.goto(`/deals/${dealId}`);
  await live(page);
  await page.waitForLoadState('networkidle');
  await won(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Won', exact: true }).click();
}

test('who wins a deal is celebrated at once, and by everybody else a moment later', async ({ signedIn }) => {
  const [admin, ben, rosa] = [
    await signedIn('admin'),
    await signedIn('manager', 'dark', { reducedMotion: 'reduce' }),
    await signedIn('rep'),
  ];
  const deal = `Fabrikam ${stamp()}`;
  await openBoard(admin);
  await openBoard(ben);
  await win(rosa, await dealOf(rosa, deal, { amount: '12000', currency: 'EUR' }));
  // What is told goes by itself: everybody looks at the same time.
  const news = `Rosa Klein won ${deal} · €12,000`;
  const follows = async () => {
    await expect(told(admin, news)).toContainText('won this month');
    await told(admin, news).getByRole('button', { name: 'Show' }).click();
  };
  await Promise.all([
    expect(told(rosa, `You won ${deal} · €12,000`)).toHaveCount(1),
    expect(told(ben, news)).toBeVisible(),
    follows(),
  ]);
  await expect(admin.getByRole('heading', { level: 1, name: deal })).toBeVisible();
  // Less movement means none, and elsewhere it is soon over.
  for (const page of [ben, admin, rosa]) await expect(flying(page)).toHaveCount(0);
  await expectAccessible(ben);
});

test('the confetti lets everything through and is soon gone', async ({ signedIn }) => {
  const [admin, rosa] = [await signedIn('admin'), await signedIn('rep')];
  // However fast it goes: that it was there is written down.
  await admin.addInitScript(() => {
    new MutationObserver((records) => {
      for (const node of records.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof HTMLCanvasElement) || node.dataset.celebration === undefined) continue;
        document.documentElement.dataset.flew = getComputedStyle(node).pointerEvents;
      }
    }).observe(document, { childList: true, subtree: true });
  });
  await openBoard(admin);
  await win(rosa, await dealOf(rosa, `Contoso ${stamp()}`, { amount: '500' }));
  await expect(admin.locator('html[data-flew="none"]')).toBeAttached();
  await expect(flying(admin)).toHaveCount(0);
});

test('whoever does not like it switches it off, and it stays off', async ({ signedIn }) => {
  const [admin, rosa] = [await signedIn('admin'), await signedIn('rep')];
  await openBoard(admin);
  await admin.getByRole('button', { name: /^Account menu of/ }).click();
  const item = admin.getByRole('menuitemcheckbox', { name: 'Celebrate won deals' });
  await expect(item).toBeChecked();
  await expectAccessible(admin);
  await item.click();
  await expect(item).not.toBeChecked();
  await admin.reload();
  await live(admin);
  await admin.getByRole('button', { name: /^Account menu of/ }).click();
  await expect(item).not.toBeChecked();
  await admin.keyboard.press('Escape');
  const deal = `Northwind ${stamp()}`;
  const dealId = await dealOf(rosa, deal, { amount: '700' });
  await admin.goto(`/deals/${dealId}`);
  await live(admin);
  await win(rosa, dealId);
  await expect(told(rosa, `You won ${deal}`)).toBeVisible();
  // The page has heard of it, so the celebration would have too.
  await expect(won(admin)).toHaveAttribute('aria-current', 'step');
  await expect(told(admin, deal)).toHaveCount(0);
});
