import { expect, expectAccessible, live, test } from './fixtures';

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

test('a card is carried by a finger that rests on it; one that moves at once scrolls', async ({
  signedIn,
}) => {
  const page = await signedIn('admin', 'light', PHONE);
  await page.goto('/board');
  await live(page);
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = column('Qualification').getByRole('article').first();
  const id = await card.getAttribute('data-card');
  const from = await card.boundingBox();
  if (!from) throw new Error('the card is not in sight');
  const touch = await page.context().newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  const lift = () => touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  const [x, y] = [from.x + 80, from.y + from.height - 12];

  await finger('touchStart', x, y);
  await finger('touchMove', x, y + 60);
  await lift();
  await expect(page.getByTestId('drop-WON')).toHaveCount(0);

  await finger('touchStart', x, y);
  await expect(page.getByTestId('drop-WON')).toBeVisible();
  // Held at the edge the board goes along, until the next column is there.
  await finger('touchMove', 380, y);
  await expect(column('Needs analysis').getByRole('heading')).toBeInViewport({ ratio: 1 });
  const head = await column('Needs analysis').getByRole('heading').boundingBox();
  await finger('touchMove', Math.min(300, (head?.x ?? 0) + 20), (head?.y ?? 0) + 8);
  await lift();
  await expect(column('Needs analysis').locator(`[data-card="${id}"]`)).toBeVisible();
  await expect(page).toHaveURL(/\/board/);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).tap();
  await expect(column('Qualification').locator(`[data-card="${id}"]`)).toBeVisible();
});

test('lists on a phone say what matters without scrolling sideways', async ({ signedIn }) => {
  const page = await signedIn('admin', 'light', PHONE);
  for (const path of ['/deals', '/accounts', '/contacts', '/settings/users']) {
    await page.goto(path);
    await live(page);
    const table = page.getByRole('table');
    await expect(table).toBeVisible();
    expect((await table.boundingBox())?.width, path).toBeLessThanOrEqual(390);
  }
  await page.goto('/deals');
  await live(page);
  await page.getByRole('button', { name: /^Sorted: / }).tap();
  await page.getByRole('menuitem', { name: 'Amount' }).tap();
  await expect(page).toHaveURL(/AMOUNT/);
  await expectAccessible(page);
  // A tap on the name opens the deal; it is not an editor here.
  const name = page.getByRole('row').nth(1).getByText(/./).first();
  await name.tap();
  await expect(page).toHaveURL(/\/deals\/deal_/);
});

test('no page is wider than a phone', async ({ signedIn }) => {
  const page = await signedIn('admin', 'light', PHONE);
  await page.goto('/deals');
  await live(page);
  await page.getByRole('row').nth(1).tap();
  await page.waitForURL(/\/deals\/deal_/);
  const deal = new URL(page.url()).pathname;
  const paths = ['/board', '/deals', deal, '/accounts', '/contacts', '/tasks', '/settings/users', '/no/page'];
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

test('a task on a phone tells its day whole, beside who has it', async ({ signedIn }) => {
  const page = await signedIn('admin', 'light', PHONE);
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: {
      query: 'mutation($input: CreateTaskInput!) { createTask(input: $input) { userErrors { message } } }',
      variables: { input: { title: 'Write the plan', dueAt: '2031-11-28T16:00:00Z' } },
    },
  });
  expect((await answer.json()).errors).toBeUndefined();
  await page.goto('/tasks');
  await live(page);
  const row = page.getByRole('listitem').filter({ hasText: 'Write the plan' });
  const day = await row.getByRole('button', { name: /Nov 28, 2031/ }).boundingBox();
  const who = await row.getByRole('button', { name: 'Edit Assignee' }).boundingBox();
  expect(day && who && day.x + day.width).toBeLessThanOrEqual(who?.x ?? 0);
});
