import { expect, expectAccessible, live, test } from './fixtures';

const BACK = 'when the connection is back';

test('without a connection a card stays where it is and the board says why', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/board');
  await live(page);
  const from = page.getByRole('region', { name: 'Qualification', exact: true });
  const to = page.getByRole('region', { name: 'Needs analysis', exact: true });
  const card = from.getByRole('article').first();
  await expect(card).toBeVisible();
  const id = await card.getAttribute('data-card');

  await page.context().setOffline(true);
  await expect(page.getByRole('alert').filter({ hasText: 'You are offline' })).toBeVisible();
  await expectAccessible(page);
  const said = page.getByRole('status').filter({ hasText: `cards can be moved again ${BACK}` });
  await card.dragTo(to.getByRole('group'), { targetPosition: { x: 80, y: 12 } });
  await expect(said).toBeVisible();
  await expect(from.locator(`[data-card="${id}"]`)).toBeVisible();
  await said.getByRole('button', { name: 'Close' }).click();
  await expect(said).toHaveCount(0);
  await from.locator(`[data-card="${id}"]`).getByRole('link').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(said).toBeVisible();
  await expect(to.locator(`[data-card="${id}"]`)).toHaveCount(0);

  await page.context().setOffline(false);
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('alert').filter({ hasText: 'You are offline' })).toHaveCount(0);
  await from.locator(`[data-card="${id}"]`).getByRole('link').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(to.locator(`[data-card="${id}"]`)).toBeVisible();
});

test('what was typed without a connection is still there, and saved once it is back', async ({
  signedIn,
}) => {
  const page = await signedIn('admin');
  await page.goto('/accounts');
  await live(page);
  await page.getByRole('button', { name: 'New account' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New account' });
  const name = dialog.getByRole('textbox', { name: /^Name/ });
  await name.fill('Typed in a tunnel');
  await page.context().setOffline(true);
  await expect(page.getByText('Offline', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Create' }).click();
  // At once: nobody waits for a time-out to be told.
  await expect(page.getByText('so this was not saved')).toBeVisible({ timeout: 2_000 });
  await expect(name).toHaveValue('Typed in a tunnel');

  await page.context().setOffline(false);
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Typed in a tunnel' })).toBeVisible();
});

test('an outcome written without a connection waits in its dialog', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/tasks');
  await live(page);
  const line = page.getByRole('listitem').filter({ hasText: 'Call about order' }).first();
  await line.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: 'Complete with an outcome' }).click();
  const outcome = page.getByRole('dialog').getByRole('textbox');
  await outcome.fill('They will call back');
  await page.context().setOffline(true);
  await expect(page.getByText('Offline', { exact: true })).toBeVisible();
  await outcome.press('Control+Enter');
  await expect(page.getByText('so this was not saved')).toBeVisible({ timeout: 2_000 });
  await expect(outcome).toHaveValue('They will call back');
});
