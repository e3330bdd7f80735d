import type { Page } from '@playwright/test';
import { createDeal, expect, expectAccessible, live, test } from './fixtures';

const STAGE = 'Contracting';

/** The admin makes the stage ask for these. */
async function askFor(page: Page, needs: readonly string[]): Promise<void> {
  await page.goto('/settings/pipelines');
  await page
    .getByRole('button', { name: `Edit the stage ${STAGE}` })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  const gate = dialog.getByRole('combobox', { name: 'Asked for before entering' });
  for (const need of needs) {
    await gate.fill(need);
    await page.getByRole('option', { name: need, exact: true }).click();
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^Stages of/ }).getByRole('button', { name: new RegExp(`^${name}`) });

test('a stage asks for what a deal lacks, and the move goes on from there', async ({ signedIn }) => {
  const [admin, rep] = [await signedIn('admin'), await signedIn('rep')];
  await askFor(admin, ['Budget', 'Customer needs']);

  const name = `Gate ${Date.now()}`;
  const path = await createDeal(rep, name);
  await live(rep);
  await step(rep, STAGE).click();
  const dialog = rep.getByRole('dialog', { name: `“${name}” to ${STAGE}` });
  await expect(dialog.getByRole('textbox', { name: 'Budget' })).toBeFocused();
  await expectAccessible(rep);
  // Half of it is not enough, and what was filled in stays.
  await dialog.getByRole('textbox', { name: 'Budget' }).fill('12500');
  await dialog.getByRole('button', { name: `Move to ${STAGE}` }).click();
  await expect(dialog.getByRole('textbox', { name: 'Customer needs' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Customer needs' }).fill('Less paper in the warehouse');
  await dialog.getByRole('button', { name: `Move to ${STAGE}` }).click();
  await expect(dialog).toBeHidden();
  await expect(step(rep, STAGE)).toHaveAttribute('aria-current', 'step');
  await expect(rep.getByText('Less paper in the warehouse').first()).toBeVisible();

  // Somebody below a manager cannot go around it; a manager can, with a reason.
  const second = `Gate 2 ${Date.now()}`;
  await createDeal(rep, second);
  await step(rep, STAGE).click();
  const stopped = rep.getByRole('dialog', { name: `“${second}” to ${STAGE}` });
  await expect(stopped.getByRole('textbox', { name: 'Budget' })).toBeVisible();
  await expect(stopped.getByRole('textbox', { name: 'Move anyway, because…' })).toHaveCount(0);
  await stopped.getByRole('button', { name: 'Cancel' }).click();
  await expect(step(rep, STAGE)).not.toHaveAttribute('aria-current', 'step');
  expect(path).toContain('/deals/');
});

test('on the board a stopped card goes back, and a manager may override with a reason', async ({
  signedIn,
}) => {
  const [admin, manager] = [await signedIn('admin'), await signedIn('manager')];
  await askFor(admin, ['A decision maker is among the stakeholders']);
  const name = `Override ${Date.now()}`;
  await createDeal(manager, name);
  await manager.goto('/board');
  await live(manager);
  const column = (stage: string) => manager.getByRole('region', { name: stage, exact: true });
  const card = (stage: string) => column(stage).getByRole('article').filter({ hasText: name });
  await card('Qualification').getByRole('link').focus();
  await manager.keyboard.press('m');
  await manager.getByRole('menuitem', { name: STAGE }).press('Enter');
  const dialog = manager.getByRole('dialog', { name: `“${name}” to ${STAGE}` });
  await expect(dialog).toBeVisible();
  await expect(card(STAGE)).toHaveCount(0);
  await expect(
    dialog.getByRole('link', { name: 'A decision maker is among the stakeholders' }),
  ).toBeVisible();
  await expectAccessible(manager);
  await dialog.getByRole('textbox', { name: 'Move anyway, because…' }).fill('Signed by the board already');
  await dialog.getByRole('button', { name: `Move to ${STAGE}` }).click();
  await expect(card(STAGE)).toBeVisible();
  await expect(manager.getByRole('status').getByRole('button', { name: 'Undo' })).toBeVisible();
});
