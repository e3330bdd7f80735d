import type { Page } from '@playwright/test';
import { createDeal, expect, expectAccessible, live, openTab, test } from './fixtures';

const stamp = Date.now().toString(36);
const REGION = `Region ${stamp}`;
const SEATS = `Seats ${stamp}`;
const STAGE = 'Negotiation';

// The test cleans up after itself: a step that hangs must leave time for that.
test.use({ actionTimeout: 30_000 });

/** Adds a field of deals by the dialog of the settings. */
async function define(page: Page, label: string, type: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: 'New field' }).click();
  const dialog = page.getByRole('dialog', { name: 'New field on deals' });
  await dialog.getByRole('textbox', { name: 'Label', exact: true }).fill(label);
  await dialog.getByRole('combobox', { name: 'Type' }).click();
  await page.getByRole('option', { name: type }).first().click();
  await fill?.();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('list', { name: 'Deals' }).getByText(label, { exact: true })).toBeVisible();
}

/** What the stage asks for, by the dialog of the stage; none clears it. */
async function askFor(page: Page, need?: string): Promise<void> {
  await page.goto('/settings/pipelines');
  await page
    .getByRole('button', { name: `Edit the stage ${STAGE}` })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  const gate = dialog.getByRole('combobox', { name: 'Asked for before entering' });
  if (need) {
    await gate.fill(need);
    await page.getByRole('option', { name: need, exact: true }).click();
  } else {
    await gate.press('Backspace');
  }
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
}

async function archive(page: Page, labels: readonly string[]): Promise<void> {
  await page.goto('/settings/custom-fields');
  await expect(page.getByRole('button', { name: 'New field' })).toBeVisible();
  for (const label of labels) {
    const button = page.getByRole('button', { name: `Archive: ${label}` });
    if ((await button.count()) === 0) continue;
    await button.click();
    await expect(button).toHaveCount(0);
  }
}

const value = (page: Page, label: string) => page.getByRole('button', { name: `Edit ${label}` });

async function fillIn(page: Page, region: string, seats: string): Promise<void> {
  await value(page, REGION).click();
  await page.getByRole('option', { name: region }).click();
  await expect(value(page, REGION)).toContainText(region);
  await value(page, SEATS).click();
  await page.getByRole('textbox', { name: SEATS }).fill(seats);
  await page.keyboard.press('Enter');
  await expect(value(page, SEATS)).toContainText(seats);
}

test('fields that an admin defines are filled in, seen live, sorted and filtered by, and asked for at a gate', async ({
  signedIn,
}) => {
  const [admin, rep, other] = [
    await signedIn('admin'),
    await signedIn('rep'),
    await signedIn('manager', 'dark'),
  ];
  try {
    await admin.goto('/settings/custom-fields');
    await define(admin, REGION, 'Choice of one', async () => {
      const dialog = admin.getByRole('dialog');
      await expect(dialog.getByRole('textbox', { name: 'Key in the API' })).toHaveValue(`region_${stamp}`);
      for (const option of ['North', 'South']) {
        await dialog.getByRole('textbox', { name: 'New option' }).fill(option);
        await admin.keyboard.press('Enter');
      }
      await dialog.getByRole('button', { name: 'In other languages' }).click();
      await expectAccessible(admin);
    });
    await define(admin, SEATS, 'Number', async () => {
      const dialog = admin.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'At least' }).fill('1');
    });
    await expectAccessible(admin);

    const first = `Own fields A ${stamp}`;
    const second = `Own fields B ${stamp}`;
    const path = await createDeal(rep, first);
    await other.goto(path);
    await live(other);
    // A value the rules do not let in stays in its editor, with the reason.
    await value(rep, SEATS).click();
    await rep.getByRole('textbox', { name: SEATS }).fill('0');
    await rep.keyboard.press('Enter');
    await expect(rep.getByText('Give 1 or more.')).toBeVisible();
    await rep.keyboard.press('Escape');
    await fillIn(rep, 'North', '120');
    await expect(value(other, SEATS)).toContainText('120');
    await expect(value(other, REGION)).toContainText('North');
    await expectAccessible(rep);
    await expectAccessible(other);
    await openTab(rep, 'History');
    await rep.getByRole('switch', { name: 'Also show changes right after creation' }).click();
    await expect(rep.getByText(`${REGION}: North`)).toBeVisible();

    await createDeal(rep, second);
    await fillIn(rep, 'South', '9');

    // As a column, as numbers in order, as conditions in the address.
    const filter = encodeURIComponent(JSON.stringify([[`custom.seats_${stamp}`, 'gte', '1']]));
    await rep.goto(`/deals?filter=${filter}`);
    const names = rep.getByRole('row').getByText(/^Own fields [AB]/);
    await expect(names).toHaveCount(2);
    await rep.getByRole('button', { name: 'Columns' }).click();
    await rep.getByRole('checkbox', { name: SEATS }).click();
    await rep.keyboard.press('Escape');
    const heading = rep.getByRole('columnheader', { name: SEATS });
    await heading.getByRole('button').click();
    await expect(rep).toHaveURL(new RegExp(`sort=custom\\.seats_${stamp}`));
    await expect(names).toHaveText([second, first]);
    await heading.getByRole('button').click();
    await expect(names).toHaveText([first, second]);
    await expectAccessible(rep);
    await rep.getByRole('button', { name: 'Filter', exact: true }).click();
    await rep.getByRole('menuitem', { name: REGION }).click();
    const choice = rep.getByRole('combobox', { name: REGION, exact: true });
    await rep.getByRole('option', { name: 'South' }).click();
    await choice.press('Tab');
    await rep.getByRole('button', { name: 'Apply' }).click();
    await expect(names).toHaveText([second]);

    // A gate asks for it, and the board's dialog fills it.
    await askFor(admin, SEATS);
    const third = `Own fields C ${stamp}`;
    await createDeal(rep, third);
    await rep.goto('/board');
    await live(rep);
    const column = (stage: string) => rep.getByRole('region', { name: stage, exact: true });
    const card = (stage: string) => column(stage).getByRole('article').filter({ hasText: third });
    await card('Qualification').getByRole('link').focus();
    await rep.keyboard.press('m');
    await rep.getByRole('menuitem', { name: STAGE }).press('Enter');
    const dialog = rep.getByRole('dialog', { name: `“${third}” to ${STAGE}` });
    await dialog.getByRole('textbox', { name: SEATS }).fill('33');
    await expectAccessible(rep);
    await dialog.getByRole('button', { name: `Move to ${STAGE}` }).click();
    await expect(dialog).toBeHidden();
    await expect(card(STAGE)).toBeVisible();
  } finally {
    await askFor(admin);
    await archive(admin, [REGION, SEATS]);
  }
  // Archived: no longer on the records, and back when it is restored.
  await expect(value(other, SEATS)).toHaveCount(0);
  await expect(admin.getByRole('button', { name: /^Show \d+ archived/ })).toBeVisible();
});
