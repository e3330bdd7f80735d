import type { Page } from '@playwright/test';
import { expect, expectAccessible, live, test } from './fixtures';

const stamp = Date.now().toString(36);

async function newTask(page: Page, title: string, assignee?: string) {
  await page.goto('/tasks');
  await live(page);
  await page.getByRole('button', { name: 'New task' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New task' });
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title);
  if (assignee) {
    await dialog.getByRole('combobox', { name: /^Assignee/ }).fill(assignee);
    await page.getByRole('option', { name: assignee }).click();
  }
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
}

test('a task is completed with one click and taken back', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const title = `Call ${stamp}`;
  await newTask(page, title);
  await page.getByRole('button', { name: `Complete: ${title}` }).click();
  await expect(page.getByRole('button', { name: `Complete: ${title}` })).toBeHidden();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: `Complete: ${title}` })).toBeVisible();
});

test('the keyboard completes, and an outcome stays with the task', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const title = `Visit ${stamp}`;
  await newTask(page, title);
  const row = page.getByRole('listitem').filter({ hasText: title });
  await row.focus();
  await page.keyboard.press('o');
  await page.getByRole('textbox', { name: 'Outcome' }).fill('They want a pilot');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Show done tasks' }).click();
  const done = page.getByRole('region', { name: 'Done' });
  await expect(done.getByRole('listitem').filter({ hasText: title })).toContainText('They want a pilot');
  await page.getByRole('button', { name: `Reopen: ${title}` }).click();
  await row.focus();
  await page.keyboard.press('x');
  await expect(done.getByText(title)).toBeVisible();
});

test('due date and priority change in the row', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const title = `Send ${stamp}`;
  await newTask(page, title);
  const row = page.getByRole('listitem').filter({ hasText: title });
  await row.getByRole('button', { name: 'No date' }).click();
  await page.getByRole('button', { name: 'Today' }).click();
  await expect(page.getByRole('region', { name: 'Today' })).toContainText(title);
  await row.getByRole('button', { name: /^Priority/ }).click();
  await page.getByRole('menuitem', { name: 'High' }).click();
  await expect(row.getByRole('button', { name: 'Priority: High. Change' })).toBeVisible();
});

test('an assignment appears at the other person at once', async ({ signedIn }) => {
  const manager = await signedIn('manager');
  const rep = await signedIn('rep');
  await rep.goto('/settings/profile');
  const name = await rep.getByLabel(/^Your name/).inputValue();
  await rep.goto('/tasks');
  await live(rep);
  const title = `Prepare ${stamp}`;
  await newTask(manager, title, name);
  await expect(rep.getByRole('button', { name: `Complete: ${title}` })).toBeVisible({ timeout: 10_000 });
  await manager.getByText('Given by me').click();
  await expect(manager.getByRole('button', { name: `Complete: ${title}` })).toBeVisible();
  await rep.getByRole('button', { name: `Complete: ${title}` }).click();
  await expect(manager.getByRole('button', { name: `Complete: ${title}` })).toBeHidden({ timeout: 10_000 });
});

for (const scheme of ['light', 'dark'] as const) {
  test(`tasks are accessible (${scheme})`, async ({ signedIn }, info) => {
    const page = await signedIn('rep', scheme);
    await newTask(page, `Look ${scheme} ${stamp}`);
    await page.goto('/tasks');
    await live(page);
    await expect(page.getByRole('listitem').first()).toBeVisible();
    await expectAccessible(page);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: info.outputPath(`tasks-${scheme}-${width}.png`) });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(wider).toBeLessThanOrEqual(0);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto('/tasks?dialog=new');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
  });
}
