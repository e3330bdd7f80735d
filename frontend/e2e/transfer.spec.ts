import { readFile } from 'node:fs/promises';
import type { Download, Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const SHOTS = 'test-results/transfer';

interface Person {
  first: string;
  last: string;
  email: string;
}

/** Semicolons, as many spreadsheets write them; the second person has no surname, which contacts need. */
function people(mark: string, second: Partial<Person> = {}): string {
  const rows: Person[] = [
    { first: 'Jana', last: `Dvorak${mark}`, email: `jana.${mark}@import.example` },
    { first: 'Nemo', last: '', email: `nemo.${mark}@import.example`, ...second },
    { first: 'Petr', last: `Maly${mark}`, email: `petr.${mark}@import.example` },
  ];
  const lines = rows.map(({ first, last, email }) => [first, last, email, 'Buyer'].join(';'));
  return ['First name;Last name;E-mail;Job title', ...lines].join('\n');
}

async function uploadFile(page: Page, name: string, content: string): Promise<void> {
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(page.getByRole('heading', { name: `Columns of ${name}` })).toBeVisible();
}

async function textOf(download: Download): Promise<string> {
  return (await readFile(await download.path(), 'utf8')).replace(/^\uFEFF/, '');
}

const field = (page: Page, column: string) => page.getByRole('combobox', { name: `Field for ${column}` });
const count = (page: Page, label: string) =>
  page
    .locator('dl > div')
    .filter({ has: page.getByText(label, { exact: true }) })
    .locator('dd');

async function check(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check the file' }).click();
  await expect(page.getByRole('heading', { name: /^Check of / })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What was noticed' })).toBeVisible();
}

test('contacts are checked, imported, put right and imported again', async ({ signedIn }) => {
  const page = await signedIn('manager');
  const mark = Date.now().toString(36);
  await page.goto('/contacts');
  await live(page);
  await page.getByRole('button', { name: 'More for this list' }).click();
  await page.getByRole('menuitem', { name: 'Import…' }).click();
  await expect(page).toHaveURL(/\/import\?kind=contacts/);
  await expect(page.getByRole('radio', { name: 'Contacts' })).toBeChecked();
  await expectAccessible(page);
  await uploadFile(page, 'people.csv', people(mark));

  // Known by their names; a choice outlives a reload.
  await expect(field(page, 'First name')).toHaveValue('First name');
  await expect(field(page, 'Last name')).toHaveValue('Last name');
  await field(page, 'Job title').fill('Depart');
  await page.getByRole('option', { name: 'Department', exact: true }).click();
  await page.reload();
  await expect(field(page, 'Job title')).toHaveValue('Department');
  await page.screenshot({ path: `${SHOTS}/columns.png`, fullPage: true });
  await expectAccessible(page);

  await check(page);
  await expect(page.getByText('1 row of 3 would be refused.')).toBeVisible();
  await expect(count(page, 'would be added')).toHaveText('2');
  const bad = page.getByRole('row').filter({ hasText: 'Line 3' });
  await expect(bad).toContainText('Refused');
  await expect(bad).toContainText('Last name:');
  await expectAccessible(page);
  await page.reload();
  await expect(bad).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/check.png`, fullPage: true });

  await page.getByRole('button', { name: 'Import 2 rows' }).click();
  await expect(page.getByText('Done, but 1 row of 3 was refused.')).toBeVisible();
  await expect(count(page, 'added')).toHaveText('2');
  await page.screenshot({ path: `${SHOTS}/done.png`, fullPage: true });
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the refused rows' }).click();
  const lines = (await textOf(await coming)).trim().split(/\r?\n/);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/First name.Last name.E-mail.Job title.reason/);
  expect(lines[1]).toContain(`nemo.${mark}@import.example`);

  // The corrected file: what was imported is left as it is.
  await page.getByRole('button', { name: 'Import the corrected file again' }).click();
  await uploadFile(page, 'people.csv', people(mark, { last: `Nobody${mark}` }));
  await expect(field(page, 'Job title')).toHaveValue('Department');
  await check(page);
  await page.getByRole('button', { name: 'Import 3 rows' }).click();
  await expect(page.getByText('Done: all 3 rows were read.')).toBeVisible();
  await expect(count(page, 'added')).toHaveText('1');
  await expect(count(page, 'unchanged')).toHaveText('2');
  await page.getByRole('link', { name: 'To the contacts' }).click();
  await page.getByRole('searchbox', { name: 'Search contacts' }).fill(`Nobody${mark}`);
  await expect(page.getByRole('row').filter({ hasText: `Nobody${mark}` })).toBeVisible();
});

test('a choice of columns is saved, and past imports lead back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = Date.now().toString(36);
  await page.goto('/import?kind=contacts');
  await uploadFile(page, `again${mark}.csv`, people(mark, { last: 'Somebody' }));
  await page.getByRole('button', { name: 'Save as…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save the choice of columns' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Old system ${mark}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  const saved = page.getByRole('combobox', { name: 'Saved choice of columns' });
  await expect(saved).toHaveValue(`Old system ${mark}`);
  await check(page);

  await page.goto('/settings/imports');
  await expect(page.getByRole('link', { name: `again${mark}.csv` })).toBeVisible();
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/past.png` });
  await page.getByRole('link', { name: `again${mark}.csv` }).click();
  await page.getByRole('button', { name: 'Back to the columns' }).click();
  await expect(saved).toHaveValue(`Old system ${mark}`);
});

test('a list is exported as it is filtered, and a refusal is told', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const mark = Date.now().toString(36);
  await dealOf(page, `Export ${mark} one`, { amount: '1200.50' });
  await dealOf(page, `Export ${mark} two`, { amount: '300' });
  await page.goto(`/deals?q=${mark}`);
  await live(page);
  await expect(page.getByRole('row').filter({ hasText: mark })).toHaveCount(2);
  await page.getByRole('button', { name: 'More for this list' }).click();
  await expect(page.getByRole('menuitem', { name: 'Import…' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export: Deals' });
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/export.png` });
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^deals-\d{4}-\d\d-\d\d\.csv$/);
  const [header, ...rows] = (await textOf(download)).trim().split(/\r?\n/);
  expect(header).toMatch(/^Name,.*Amount,.*Currency/);
  expect(rows).toHaveLength(2);
  expect(rows.join('\n')).toContain(`Export ${mark} one`);
  expect(rows.join('\n')).toContain('1200.5');
  await expect(dialog).toBeHidden();

  await page.route('**/export/**', (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/json',
      body: JSON.stringify({ errors: [{ message: 'later', extensions: { code: 'RATE_LIMITED' } }] }),
    }),
  );
  await page.getByRole('button', { name: 'More for this list' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Others are exporting right now' })).toBeVisible();
  await expect(dialog).toBeVisible();
});

test('proposals, orders and contract packages are exported as well', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const dealId = await dealOf(page, `Papers ${Date.now()}`);
  await change(page, 'createProposal', 'CreateProposalInput', 'proposal { id }', { dealId });
  const name = `Frame ${Date.now()}`;
  await change(page, 'createContractPackage', 'CreateContractPackageInput', 'contractPackage { id }', {
    dealId,
    name,
    fileIds: [],
  });
  const exported = async (address: string, title: string) => {
    await page.goto(address);
    await live(page);
    await page.getByRole('button', { name: 'More for this list' }).click();
    await page.getByRole('menuitem', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: `Export: ${title}` });
    const coming = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    return textOf(await coming);
  };
  // The list's columns, in the words of the file.
  expect(await exported('/proposals', 'Proposals')).toMatch(/^.?Number,.*Net,.*Currency/);
  const contracts = await exported('/contracts', 'Contract packages');
  expect(contracts).toContain(name);
  expect(await exported('/orders', 'Orders')).toMatch(/^.?Number,/);
});

test('the activities of a deal are exported, and no others', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const mark = Date.now().toString(36);
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query: '{ lookups(kind: ACTIVITY_KIND) { id key } }' },
  });
  const kinds: { id: string; key: string }[] = (await answer.json()).data.lookups;
  const kindId = kinds.find(({ key }) => key === 'presentation')?.id;
  const dealId = await dealOf(page, `Talks ${mark}`);
  const elsewhere = await dealOf(page, `Elsewhere ${mark}`);
  const plan = (subject: string, more: object) => {
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const endsAt = new Date(Date.now() + 5_400_000).toISOString();
    const input = { kindId, subject, startsAt, endsAt, ...more };
    return change(page, 'createActivity', 'CreateActivityInput', 'activity { id }', input);
  };
  await plan(`Here ${mark}`, { dealId });
  await plan(`There ${mark}`, { dealId: elsewhere });

  await page.goto(`/deals/${dealId}?tab=activities`);
  await live(page);
  const tab = page.getByRole('tabpanel', { name: /^Activities/ });
  await tab.getByRole('button', { name: 'More for this list' }).click();
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export: Activities' });
  await expectAccessible(page);
  const coming = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(/^activities-\d{4}-\d\d-\d\d\.csv$/);
  const [header, ...rows] = (await textOf(download)).trim().split(/\r?\n/);
  expect(header).toContain('Subject');
  expect(rows).toHaveLength(1);
  expect(rows[0]).toContain(`Here ${mark}`);
});

test('reps are told who imports', async ({ signedIn }) => {
  const page = await signedIn('rep');
  await page.goto('/import?kind=contacts');
  await expect(page.getByText('Imports are for managers and administrators')).toBeVisible();
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  await page.goto('/settings/imports');
  await expect(page.getByText('Imports are for managers and administrators')).toBeVisible();
  const refused = await page.request.post('/imports', {
    headers: { 'x-dealstream-client': 'web' },
    multipart: { file: { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from('Name\nA') } },
  });
  expect(refused.status()).toBe(403);
});

test('it is done on a phone as well, in the dark', async ({ signedIn }) => {
  const page = await signedIn('manager', 'dark', { viewport: { width: 390, height: 780 } });
  const mark = Date.now().toString(36);
  await change(page, 'createAccount', 'CreateAccountInput', 'account { id }', { name: `Phone ${mark}` });
  await page.goto('/import?kind=contacts');
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/phoneFile.png` });
  await uploadFile(page, 'people.csv', people(mark));
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/phoneColumns.png`, fullPage: true });
  await check(page);
  await expectNoSideways(page);
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/phoneCheck.png`, fullPage: true });
  await page.goto('/settings/imports');
  await expect(page.getByRole('link', { name: 'people.csv' }).first()).toBeVisible();
  await expectNoSideways(page);
});
