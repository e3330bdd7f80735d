import { expect, expectAccessible, live, test } from './fixtures';

for (const scheme of ['light', 'dark'] as const) {
  test(`signing in opens the live shell, accessible in ${scheme}`, async ({ browser, server }) => {
    const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB', colorScheme: scheme });
    const page = await context.newPage();
    const { email, password } = server.login('admin');
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel(/^Password/).fill(password);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await live(page);
    await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible();
    await expectAccessible(page);
    await context.close();
  });
}

test('a wrong password is refused above the form', async ({ page, server }) => {
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('E-mail').fill(server.login('admin').email);
  await page.getByLabel(/^Password/).fill('certainly wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
});
