import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { docx } from './docx';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';
import type { Sample } from './samples';

const SHOTS = 'test-results/documents';

async function settings(page: Page): Promise<void> {
  await page.goto('/settings/document-templates');
  await live(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Document templates' })).toBeVisible();
}

const templates = (page: Page) =>
  page.getByRole('list', { name: 'Document templates' }).getByRole('listitem');
const row = (page: Page, name: string) => templates(page).filter({ hasText: name });
const upload = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'Upload' });

async function choose(page: Page, sample: Sample): Promise<void> {
  await page.getByRole('dialog').locator('input[type=file]').setInputFiles(sample);
}

async function act(page: Page, name: string, item: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** What stands in the main part of a document, whose names are in its central directory. */
function wordsOf(bytes: Buffer): string {
  const path = 'word/document.xml';
  const entry = bytes.lastIndexOf(path) - 46;
  const [method, size, local] = [
    bytes.readUInt16LE(entry + 10),
    bytes.readUInt32LE(entry + 20),
    bytes.readUInt32LE(entry + 42),
  ];
  const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const body = bytes.subarray(start, start + size);
  return (method === 0 ? body : inflateRawSync(body)).toString();
}

test('an admin keeps a template, a rep makes a document of it', async ({ signedIn }) => {
  const [ada, rep] = [await signedIn('admin'), await signedIn('rep')];
  const mark = Date.now().toString(36);
  const name = `Letter ${mark}`;
  await settings(ada);
  await settings(rep);
  await expect(rep.getByText('Only administrators change this.', { exact: false })).toBeVisible();
  await expect(rep.getByRole('button', { name: 'New template' })).toHaveCount(0);

  await ada.getByRole('button', { name: 'New template' }).first().click();
  await choose(ada, docx(`${name}.docx`, 'To {{deal.nmae}}'));
  await expect(ada.getByRole('textbox', { name: /^Name of the template/ })).toHaveValue(name);
  await upload(ada).click();
  await expect(ada.getByRole('alert')).toContainText('These placeholders do not exist: {{deal.nmae}}');
  await expectAccessible(ada);
  await choose(ada, docx(`${name}.docx`, 'To {{deal.name}}', 'From {{user.name}}'));
  await upload(ada).click();
  await expect(ada.getByRole('dialog')).toHaveCount(0);
  for (const page of [ada, rep]) await expect(row(page, name)).toContainText('Uses deal.name, user.name');

  const deal = `Pumps ${mark}`;
  await rep.goto(`/deals/${await dealOf(rep, deal)}?tab=files`);
  await live(rep);
  await rep.getByRole('button', { name: 'New document…' }).click();
  const dialog = rep.getByRole('dialog', { name: 'New document' });
  await dialog.getByLabel(/^Template/).fill(mark);
  await rep.getByRole('option', { name }).click();
  await expect(dialog.getByLabel(/^Name of the file/)).toHaveAttribute(
    'placeholder',
    `${name} – ${deal}.docx`,
  );
  await expectAccessible(rep);
  await dialog.getByRole('button', { name: 'Create document' }).click();
  await expect(dialog).toHaveCount(0);
  const files = rep.getByRole('list', { name: 'Files', exact: true }).locator('> li');
  await expect(files).toHaveCount(1);
  await expect(files).toContainText(`${name} – ${deal}.docx`);
  const saved = rep.waitForEvent('download');
  await rep.getByRole('status').getByRole('button', { name: 'Download' }).click();
  const words = wordsOf(await readFile(await (await saved).path()));
  expect(words).toContain(`To ${deal}`);
  expect(words).not.toContain('{{');
});

test('a template gets other content, another name, is put away and comes back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = Date.now().toString(36);
  const name = `Offer ${mark}`;
  await settings(page);
  await page.getByRole('button', { name: 'New template' }).first().click();
  await choose(page, docx(`${name}.docx`, 'For {{account.name}}'));
  await upload(page).click();
  await expect(row(page, name)).toContainText('Uses account.name');

  await act(page, name, 'New content…');
  await choose(page, docx('Second.docx', 'For {{proposal.number}}'));
  await upload(page).click();
  await expect(row(page, name)).toContainText('Uses proposal.number');
  await page
    .getByRole('status')
    .filter({ hasText: 'new content' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(row(page, name)).toContainText('Uses account.name');
  await expect(row(page, name)).toContainText(`${name}.docx`);
  await act(page, name, 'New content…');
  await choose(page, docx('Second.docx', 'For {{proposal.number}}'));
  await upload(page).click();
  await expect(row(page, name)).toContainText('Uses proposal.number');

  await act(page, name, 'Edit details');
  const renamed = `Frame ${mark}`;
  await page
    .getByRole('dialog')
    .getByLabel(/^Name of the template/)
    .fill(renamed);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(row(page, renamed)).toBeVisible();

  const dealId = await dealOf(page, `Boilers ${mark}`, { currency: 'EUR' });
  const other = await signedIn('admin');
  await other.goto(`/deals/${dealId}?tab=files`);
  await live(other);
  const begin = async () => {
    await other.getByRole('button', { name: 'New document…' }).click();
    await other
      .getByRole('dialog')
      .getByLabel(/^Template/)
      .fill(mark);
    await other.getByRole('option', { name: renamed }).click();
  };
  await begin();
  await expect(other.getByRole('alert')).toContainText('the deal has none yet');
  await other.reload();
  await live(other);
  await change(other, 'createProposal', 'CreateProposalInput', 'proposal { id }', { dealId });
  await begin();
  await expect(other.getByRole('combobox', { name: /^Proposal/ })).toHaveValue(/^P-.+ · Draft$/);
  await other.getByRole('button', { name: 'Create document' }).click();
  await expect(other.getByRole('list', { name: 'Files', exact: true })).toContainText(`${renamed} – Boilers`);

  await act(page, renamed, 'Put away');
  await expect(row(page, renamed)).toHaveCount(0);
  await page
    .getByRole('status')
    .filter({ hasText: 'put away' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect(row(page, renamed)).toBeVisible();
});

test('placeholders are found and copied; it all fits a phone, light and dark', async ({ signedIn }) => {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await signedIn('admin', scheme);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await settings(page);
    await page.getByRole('textbox', { name: 'Search placeholders' }).fill('close date');
    const one = page.getByRole('button', { name: /\{\{deal\.closeDate\}\}/ });
    await one.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('{{deal.closeDate}}');
    await page.getByRole('textbox', { name: 'Search placeholders' }).fill('');
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/settings-${scheme}.png`, fullPage: true });
    await page.setViewportSize({ width: 390, height: 900 });
    await expectNoSideways(page);
    await page.screenshot({ path: `${SHOTS}/settings-${scheme}-390.png` });
    await page.goto(`/deals/${await dealOf(page, `Narrow ${Date.now()}`)}?tab=files`);
    await live(page);
    await page.getByRole('button', { name: 'New document…' }).click();
    await expect(page.getByRole('dialog', { name: 'New document' })).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/new-${scheme}-390.png` });
  }
});
