import { expect, live, test } from './fixtures';

const PHONE = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };

test('on a phone a card is moved with a finger, and brought back', async ({ signedIn }) => {
  const page = await signedIn('admin', 'light', PHONE);
  await page.goto('/board');
  await live(page);
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = column('Qualification').getByRole('article').first();
  const id = await card.getAttribute('data-card');
  await card.getByRole('button', { name: /^Move / }).tap();
  await page.getByRole('menuitem', { name: 'Needs analysis' }).tap();
  await expect(column('Needs analysis').locator(`[data-card="${id}"]`)).toBeVisible();
  // The board has gone along: the card is in sight.
  await expect(column('Needs analysis').locator(`[data-card="${id}"]`)).toBeInViewport();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).tap();
  await expect(column('Qualification').locator(`[data-card="${id}"]`)).toBeVisible();
});

test('no page is wider than a phone', async ({ signedIn }) => {
  const page = await signedIn('admin', 'light', PHONE);
  await page.goto('/deals');
  await live(page);
  const deal = await page.getByRole('row').nth(1).getByRole('link').first().getAttribute('href');
  const paths = ['/board', '/deals', deal ?? '/deals', '/accounts', '/contacts', '/tasks', '/settings/users'];
  for (const path of paths) {
    await page.goto(path);
    await live(page);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(async () => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, path).toBeLessThanOrEqual(390);
    }).toPass({ timeout: 10_000 });
  }
});
