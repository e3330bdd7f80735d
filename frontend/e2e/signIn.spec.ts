import { expect, expectAccessible, test } from './fixtures';

test('the signed-in shell is live and accessible in both schemes', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible();
  await expectAccessible(page);
  await page.evaluate(() => localStorage.setItem('ds-color-scheme', 'dark'));
  await page.reload();
  await expect(page.locator('html[data-live="1"]')).toBeAttached();
  await expectAccessible(page);
});

test('a wrong password is refused above the form', async ({ page, server }) => {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(server.login('admin').email);
  await page.getByLabel(/^Password/).fill('certainly wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});
