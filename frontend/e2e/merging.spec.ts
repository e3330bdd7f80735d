import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const stamp = Date.now().toString(36);

async function made(page: Page, kind: 'account' | 'contact', input: object): Promise<string> {
  const type = kind === 'account' ? 'Account' : 'Contact';
  const payload = await change<Record<string, { id: string }>>(
    page,
    `create${type}`,
    `Create${type}Input`,
    `${kind} { id }`,
    input,
  );
  const id = payload[kind]?.id;
  if (!id) throw new Error(`create${type} made nothing`);
  return id;
}

/** Two accounts of one company; the second has a phone number, a contact and a deal. */
async function twice(page: Page, name: string) {
  const website = `${name.toLowerCase().replace(/\W/g, '')}.example`;
  const first = await made(page, 'account', { name, website });
  const second = await made(page, 'account', { name: `${name} GmbH`, website, phone: '+420 601 000 222' });
  await made(page, 'contact', { accountId: second, firstName: 'Grace', lastName: `Hopper ${name}` });
  await dealOf(page, `${name} desks`, { accountId: second });
  return { first, second };
}

async function openMerge(page: Page) {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Merge…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge two accounts' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('two accounts of one company become one, and whoever looks at the other is led there', async ({
  signedIn,
}) => {
  const page = await signedIn('admin');
  const ben = await signedIn('manager');
  const name = `Merle ${stamp}`;
  const { first, second } = await twice(page, name);
  await ben.goto(`/accounts/${second}`);
  await live(ben);

  await page.goto(`/accounts/${first}`);
  await live(page);
  const dialog = await openMerge(page);
  await expect(dialog.getByText('same website')).toBeVisible();
  await dialog.getByRole('radio', { name: new RegExp(`^${name} GmbH`) }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();

  await expect(dialog.getByRole('heading', { name: /^Step 2 of 3/ })).toBeFocused();
  const names = dialog.getByRole('radiogroup', { name: 'Name' });
  await expect(names.getByRole('radio').first()).toBeChecked();
  const phones = dialog.getByRole('radiogroup', { name: 'Phone' });
  await expect(phones.getByRole('radio', { name: /601 000 222/ })).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByRole('list').getByRole('listitem')).toHaveText(['1 contact', '1 deal']);
  await expect(dialog.getByText(/^Taken over from/)).toContainText('Phone');
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();

  await expect(page.getByText(`“${name} GmbH” was merged into “${name}”`)).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Edit Phone' })).toContainText('+420 601 000 222');
  await expect(page.getByRole('tab', { name: /^Contacts/ })).toContainText('1');
  await expect(page.getByRole('tab', { name: /^Deals/ })).toContainText('1');

  // The colleague who looks at it sees it without doing anything.
  await expect(ben.getByText(`Merged into “${name}”`)).toBeVisible({ timeout: 10_000 });
  await expect(ben.getByRole('button', { name: 'New deal' })).toHaveCount(0);
  await expectAccessible(ben);
  await ben.getByRole('link', { name: `Go to “${name}”` }).click();
  await expect(ben.getByRole('heading', { level: 1, name, exact: true })).toBeVisible();

  await page.goto(`/accounts?q=${encodeURIComponent(name)}`);
  await expect(page.getByRole('row').filter({ hasText: name })).toHaveCount(1);
});

test('a change by somebody else is shown before the two become one, and nothing chosen is lost', async ({
  signedIn,
}) => {
  const page = await signedIn('admin');
  const ben = await signedIn('manager');
  const name = `Norn ${stamp}`;
  const { first, second } = await twice(page, name);
  await page.goto(`/accounts/${first}`);
  const dialog = await openMerge(page);
  await dialog.getByRole('radio', { name: new RegExp(`^${name} GmbH`) }).check();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog
    .getByRole('radiogroup', { name: 'Name' })
    .getByRole('radio', { name: new RegExp(`^${name} GmbH`) })
    .check();
  await dialog.getByRole('button', { name: 'Next' }).click();

  const input = { id: second, address: 'Long Street 1' };
  await change(ben, 'updateAccount', 'UpdateAccountInput', 'account { id }', input);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText(`Ben Carter changed “${name} GmbH” meanwhile`);
  await expect(alert).toContainText('Address: empty → Long Street 1');
  await expect(
    dialog
      .getByRole('radiogroup', { name: 'Name' })
      .getByRole('radio', { name: new RegExp(`^${name} GmbH`) }),
  ).toBeChecked();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${name} GmbH` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit Address' })).toContainText('Long Street 1');
});

test('a rep merges what they own, and only that', async ({ signedIn }) => {
  const admin = await signedIn('admin');
  const rep = await signedIn('rep');
  const name = `Otter ${stamp}`;
  const website = `otter${stamp}.example`;
  const own = await made(rep, 'account', { name, website });
  const foreign = await made(admin, 'account', { name: `${name} AG`, website });
  await rep.goto(`/accounts/${own}`);
  const dialog = await openMerge(rep);
  await expect(dialog.getByRole('radio', { name: new RegExp(`^${name} AG`) })).toBeDisabled();
  await expect(dialog.getByText(/belongs to Ada Lovelace/)).toBeVisible();
  await rep.goto(`/accounts/${foreign}`);
  await rep.getByRole('button', { name: 'More', exact: true }).click();
  await expect(rep.getByRole('menuitem', { name: 'Archive' })).toBeVisible();
  await expect(rep.getByRole('menuitem', { name: 'Merge…' })).toHaveCount(0);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`contacts are merged by keyboard on a phone's width (${scheme})`, async ({ signedIn }, info) => {
    const page = await signedIn('admin', scheme);
    await page.setViewportSize({ width: 390, height: 844 });
    const last = `Perch ${stamp}${scheme}`;
    const email = `anna@perch${stamp}${scheme}.example`;
    const first = await made(page, 'contact', { firstName: 'Anna', lastName: last, emails: [email] });
    await made(page, 'contact', {
      firstName: 'Anna M.',
      lastName: last,
      emails: [email.toUpperCase(), `private@perch${stamp}.example`],
      jobTitle: 'Head of purchasing of the whole group and its subsidiaries',
    });
    await page.goto(`/contacts/${first}`);
    await live(page);
    await page.getByRole('button', { name: 'More', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Merge…' }).press('Enter');

    const dialog = page.getByRole('dialog', { name: 'Merge two contacts' });
    await expect(dialog.getByRole('heading', { name: /^Step 1 of 3/ })).toBeFocused();
    const likely = dialog.getByRole('radio', { name: new RegExp(`^Anna M\\. ${last}`) });
    await expect(likely).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    await likely.focus();
    await page.keyboard.press('Space');
    await expect(likely).toBeChecked();
    await page.keyboard.press('Enter');

    await expect(dialog.getByRole('heading', { name: /^Step 2 of 3/ })).toBeFocused();
    await expect(dialog.getByRole('radiogroup', { name: 'Job title' })).toBeVisible();
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.screenshot({ path: info.outputPath(`merging-${scheme}-390.png`) });
    await page.keyboard.press('Control+Enter');
    await expect(dialog.getByRole('heading', { name: /^Step 3 of 3/ })).toBeFocused();
    await expectAccessible(page);
    await expectNoSideways(page);
    await page.keyboard.press('Control+Enter');
    await expect(dialog).toBeHidden();
    await expect(page.getByText('Head of purchasing', { exact: false }).first()).toBeVisible();
  });
}
