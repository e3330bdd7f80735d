import type { Page } from '@playwright/test';
import { expect, expectAccessible, test } from './fixtures';

const stamp = Date.now().toString(36);

// The test cleans up after itself: a step that hangs must leave time for that.
test.use({ actionTimeout: 30_000 });

const row = (page: Page) =>
  page.getByRole('list', { name: 'Accounts' }).getByRole('listitem').filter({ hasText: 'Founded' });

test('what an admin asks of a field is told in forms and on records', async ({ signedIn }) => {
  const [admin, rep] = [await signedIn('admin'), await signedIn('rep')];
  await admin.goto('/settings/data-standards?tab=ACCOUNT');
  await expect(row(admin)).toContainText('nothing asked');
  await admin.getByRole('button', { name: 'Standard for Founded' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Standard for Founded' });
  await expectAccessible(admin);
  await dialog.getByRole('textbox', { name: 'At least' }).fill('1900');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(admin)).toContainText('Give 1,900 or more.');
  try {
    const name = `Foundry ${stamp}`;
    await rep.goto('/accounts');
    await rep.getByRole('button', { name: 'New account' }).first().click();
    const form = rep.getByRole('dialog', { name: 'New account' });
    await form.getByRole('textbox', { name: /^Name/ }).fill(name);
    await form.getByRole('button', { name: 'Create' }).click();
    await expect(rep.getByRole('heading', { level: 1, name })).toBeVisible();
    await rep.getByRole('button', { name: 'Edit Founded' }).click();
    await rep.getByRole('textbox', { name: 'Founded' }).fill('1850');
    await rep.keyboard.press('Enter');
    await expect(rep.getByText('Give 1,900 or more.')).toBeVisible();
    await rep.getByRole('textbox', { name: 'Founded' }).fill('1950');
    await rep.keyboard.press('Enter');
    await expect(rep.getByRole('button', { name: 'Edit Founded' })).toContainText('1950');
  } finally {
    await admin.getByRole('button', { name: 'Ask nothing any more: Founded' }).click();
    await expect(row(admin)).toContainText('nothing asked');
  }
});
