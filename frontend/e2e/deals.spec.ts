import type { Page } from '@playwright/test';
import { createDeal, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const SHOTS = 'test-results/deals';

/** A deal of the test's own, made through the dialog. */
async function openList(page: Page, text: string, view = 'open'): Promise<void> {
  await page.goto(`/deals?view=${view}&q=${encodeURIComponent(text)}`);
  await live(page);
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('filters, sorts, and keeps both in the address', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/deals?view=all');
  await live(page);
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Amount (base currency)' }).click();
  await page.getByRole('textbox', { name: 'Amount (base currency)' }).fill('1');
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Amount', exact: true }).click();
  await expect(page).toHaveURL(/sort=AMOUNT/);
  await expect(page).toHaveURL(/filter=/);
  await expect(page.getByRole('columnheader', { name: 'Amount', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(page.getByRole('status', { name: 'Totals of the list' })).toContainText('deal');
  await page.reload();
  await expect(page.getByRole('group', { name: 'Filters' })).toContainText('Amount (base currency)');
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page).not.toHaveURL(/filter=/);
});

test('shows every column of the open deals in a usual window', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/deals?view=open');
  await live(page);
  await expect(page.getByRole('columnheader', { name: 'Owner' })).toBeVisible();
  await expectNoSideways(page);
});

test('moves and assigns several deals at once', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = `Bulk ${Date.now()}`;
  for (const letter of ['A', 'B', 'C']) await createDeal(page, `${mark} ${letter}`);
  await openList(page, mark);
  const boxes = page.getByRole('checkbox', { name: 'Select this row' });
  await expect(boxes).toHaveCount(3);
  await boxes.first().click();
  await boxes.last().click({ modifiers: ['Shift'] });
  const bar = page.getByRole('region', { name: 'Selected deals' });
  await expect(bar).toContainText('3 selected');
  await bar.getByRole('button', { name: 'Move to stage' }).click();
  const move = page.getByRole('dialog', { name: 'Move 3 deals' });
  await move.getByRole('combobox', { name: 'Pipeline and stage' }).click();
  await page.getByRole('option', { name: 'Presentation' }).first().click();
  await move.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(page.getByText('3 changed')).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Presentation' })).toHaveCount(3);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('cell', { name: 'Qualification' })).toHaveCount(3);

  await page.getByRole('checkbox', { name: 'Select all loaded rows' }).click();
  await bar.getByRole('button', { name: 'Assign owner' }).click();
  const assign = page.getByRole('dialog', { name: 'New owner of 3 deals' });
  await assign.getByRole('combobox', { name: 'Owner' }).click();
  const option = page.getByRole('option').last();
  const owner = (await option.textContent()) ?? '';
  await option.click();
  await assign.getByRole('button', { name: 'Assign' }).click();
  await expect(page.getByRole('cell', { name: owner })).toHaveCount(3);
});

test('edits in a cell and with the keyboard alone', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const name = `Cell ${Date.now()}`;
  await createDeal(page, name);
  await openList(page, name);
  const amount = row(page, name).getByRole('button', { name: 'Edit Amount' });
  await amount.click();
  await page.getByRole('textbox', { name: 'Amount' }).fill('2500');
  await page.keyboard.press('Enter');
  await expect(amount).toContainText('2,500');
  await amount.press('Enter');
  await page.getByRole('textbox', { name: 'Amount' }).fill('9');
  await page.keyboard.press('Escape');
  await expect(amount).toContainText('2,500');

  await amount.blur();
  await page.keyboard.press('j');
  await page.keyboard.press(' ');
  await expect(page.getByRole('dialog', { name: 'Quick look' })).toContainText(name);
  await page.keyboard.press('Escape');
  await row(page, name).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
});

test('two people change one field: the second sees both values', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const name = `Conflict ${Date.now()}`;
  const path = await createDeal(ada, name);
  await ben.goto(path);
  await live(ben);

  // Ada begins; Ben is quicker.
  await ada.getByRole('button', { name: 'Edit Amount' }).click();
  await ada.getByRole('textbox', { name: 'Amount' }).fill('3000');
  await ben.getByRole('button', { name: 'Edit Amount' }).click();
  await ben.getByRole('textbox', { name: 'Amount' }).fill('4000');
  await ben.keyboard.press('Enter');
  await expect(ben.getByRole('button', { name: 'Edit Amount' })).toContainText('4,000');
  await ada.getByRole('textbox', { name: 'Amount' }).press('Enter');

  const notice = ada.getByRole('alert').filter({ hasText: 'Amount was changed' });
  await expect(notice).toContainText('3,000');
  await expect(notice).toContainText('4,000');
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(notice).toBeHidden();
  await expect(ben.getByRole('button', { name: 'Edit Amount' })).toContainText('3,000');
});

test('two people choose another record for one field: both names are shown', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const path = await createDeal(ada, `Owners ${Date.now()}`);
  await ben.goto(path);
  await live(ben);
  const choose = async (page: Page, name: string) => {
    await page.getByRole('combobox', { name: 'Owner' }).fill(name);
    await page.getByRole('option', { name }).click();
  };
  await ada.getByRole('button', { name: 'Edit Owner' }).click();
  await ben.getByRole('button', { name: 'Edit Owner' }).click();
  await choose(ben, 'Ben Carter');
  await expect(ben.getByRole('button', { name: 'Edit Owner' })).toBeVisible();
  await choose(ada, 'Rosa Klein');

  const notice = ada.getByRole('alert').filter({ hasText: 'Owner was changed' });
  await expect(notice).toContainText('Rosa Klein');
  await expect(notice).toContainText('Ben Carter');
});

test('a task given to somebody arrives there at once', async ({ signedIn }) => {
  const [ada, rep] = [await signedIn('admin'), await signedIn('rep')];
  await rep.goto('/deals');
  await live(rep);
  const repName = await rep
    .getByRole('button', { name: /^Account menu of / })
    .getAttribute('aria-label')
    .then((label) => label?.replace('Account menu of ', '') ?? '');
  const name = `Task ${Date.now()}`;
  await createDeal(ada, name);
  const badge = rep.getByRole('navigation').getByText(/^\d+$/);
  const before = Number((await badge.count()) > 0 ? await badge.first().textContent() : 0);

  const form = ada.getByRole('form', { name: 'Add a task' });
  await form.getByRole('textbox', { name: 'New task' }).fill('Call the buyer');
  await form.getByRole('combobox', { name: 'Assignee' }).click();
  await form.getByRole('combobox', { name: 'Assignee' }).fill(repName);
  await ada.getByRole('option', { name: repName }).click();
  await form.getByRole('button', { name: 'Add' }).click();

  await expect(rep.getByText(/gave you a task: Call the buyer/)).toBeVisible();
  await expect(badge.first()).toHaveText(String(before + 1));
  await rep.getByRole('status').getByRole('button', { name: 'Open' }).click();
  await expect(rep.getByRole('heading', { level: 1, name })).toBeVisible();

  // Done there is done here, with its outcome.
  await rep.getByRole('button', { name: 'More for Call the buyer' }).click();
  await rep.getByRole('menuitem', { name: 'Complete with an outcome' }).click();
  await rep.getByRole('textbox', { name: 'Outcome' }).fill('Agreed on Friday');
  await rep.getByRole('button', { name: 'Complete', exact: true }).click();
  await expect(ada.getByText('Agreed on Friday')).toBeVisible();
});

test('the stage path moves the deal; others see it and it can be undone', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const path = await createDeal(ada, `Path ${Date.now()}`);
  await ben.goto(path);
  await live(ben);
  const steps = ada.getByRole('navigation', { name: /^Stages of/ }).getByRole('button');
  const second = steps.nth(1);
  await second.click();
  await expect(second).toHaveAttribute('aria-current', 'step');
  const seen = ben.getByRole('navigation', { name: /^Stages of/ }).getByRole('button');
  await expect(seen.nth(1)).toHaveAttribute('aria-current', 'step');
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(steps.first()).toHaveAttribute('aria-current', 'step');
  await expect(seen.first()).toHaveAttribute('aria-current', 'step');

  await ada.getByRole('button', { name: /^Lost/ }).click();
  const lost = ada.getByRole('dialog', { name: 'Mark the deal as lost' });
  await lost.getByRole('combobox', { name: 'Loss reason' }).click();
  await ada.getByRole('option').first().click();
  await lost.getByRole('button', { name: 'Mark as lost' }).click();
  await expect(ben.getByText(/^Lost: /)).toBeVisible();
  await ada.getByRole('button', { name: 'Actions' }).click();
  await ada.getByRole('menuitem', { name: 'Reopen…' }).click();
  const reopen = ada.getByRole('dialog', { name: 'Reopen…' });
  await reopen.getByRole('combobox', { name: 'Pipeline and stage' }).click();
  await ada.getByRole('option').first().click();
  await reopen.getByRole('button', { name: 'Move', exact: true }).click();
  await expect(ben.getByText(/^Lost: /)).toBeHidden();
});

test('a deal that becomes restricted leaves the others with a friendly note', async ({ signedIn }) => {
  const [ada, rep] = [await signedIn('admin'), await signedIn('rep')];
  const path = await createDeal(ada, `Secret ${Date.now()}`);
  await rep.goto(path);
  await live(rep);
  await expect(rep.getByRole('heading', { level: 1 })).toBeVisible();
  await ada.goto(`${path}?dialog=share`);
  await ada.getByRole('switch', { name: /^Only chosen people/ }).click();
  await ada.getByRole('button', { name: 'Save' }).click();
  await expect(rep.getByText('You can no longer see this deal')).toBeVisible();
  await rep.reload();
  await expect(rep.getByRole('heading', { name: 'Not found' })).toBeVisible();
});

for (const colours of ['light', 'dark'] as const) {
  test(`the list and the deal are accessible, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const path = await createDeal(page, `Look ${colours} ${Date.now()}`);
    for (const [where, width] of [
      ['/deals?view=all', 1440],
      ['/deals?view=all', 390],
      [path, 1440],
      [path, 390],
      [`${path}?tab=history`, 1440],
      [`${path}?dialog=share`, 1440],
      ['/deals?dialog=new', 1440],
    ] as const) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(where);
      await live(page);
      await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
      if (where.includes('dialog=')) await expect(page.getByRole('dialog')).toBeVisible();
      await expectAccessible(page);
      const name = where.replace(path, 'deal').replace(/\W+/g, '-');
      await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colours}.png` });
    }
  });
}
