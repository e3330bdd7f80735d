import { expect, expectAccessible, live, test } from './fixtures';
import { startServer } from './server';

test('setting up refuses a guessable password at its field and keeps the rest', async ({ page }) => {
  const server = await startServer(async () => undefined);
  try {
    await page.goto(server.url);
    await page.getByLabel('Workspace name').fill('Orchard');
    await page.getByLabel('Your name').fill('Ada Lovelace');
    await page.getByLabel(/^E-mail/).fill('ada@setup.example');
    const password = page.getByLabel(/^Password/);
    const submit = page.getByRole('button', { name: 'Create the workspace' });

    await password.fill('seven77');
    await submit.click();
    await expect(page.getByText('Use 8 to 128 characters.')).toBeVisible();
    await password.fill('Password1');
    await submit.click();
    await expect(page.getByText('among the first passwords an attacker tries')).toBeVisible();
    await expect(password).toHaveAttribute('data-invalid', 'true');
    await expect(page.getByLabel(/^E-mail/)).toHaveValue('ada@setup.example');
    await expectAccessible(page);

    await password.fill('pears-8x');
    await submit.click();
    await live(page);
    await expect(page).toHaveURL(/board/);
  } finally {
    await server.stop();
  }
});
