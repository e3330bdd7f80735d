import type { Locator, Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, live, openTab, test } from './fixtures';
import { pdf, png, type Sample, text } from './samples';

const SHOTS = 'test-results/files';
const OFFER = ['Offer for the pumps', 'Terms of delivery'];

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${path}?tab=files`);
  await live(page);
  await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
}

const files = (page: Page) => page.getByRole('list', { name: 'Files', exact: true }).locator('> li');
const row = (page: Page, name: string) => files(page).filter({ hasText: name });
const underWay = (page: Page) => page.getByRole('list', { name: 'Files on their way' }).getByRole('listitem');
const count = (page: Page, shown: string) => page.getByRole('tab', { name: shown, exact: true });
const preview = (page: Page, name: string) => page.getByRole('dialog', { name });
const drawn = (page: Page) => page.locator('canvas[data-drawn]');

const add = (page: Page, ...samples: Sample[]) =>
  page.locator('input[type="file"][multiple]').setInputFiles(samples);

async function choose(page: Page, name: string, item: string): Promise<void> {
  await row(page, name)
    .getByRole('button', { name: `More for ${name}` })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Lets go of a file above an element, as the browser tells of it. */
async function drop(target: Locator, sample: Sample): Promise<void> {
  const dataTransfer = await target.page().evaluateHandle(
    ({ name, mimeType, bytes }) => {
      const held = new DataTransfer();
      held.items.add(new File([Uint8Array.from(bytes)], name, { type: mimeType }));
      return held;
    },
    { name: sample.name, mimeType: sample.mimeType, bytes: [...sample.buffer] },
  );
  for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer });
}

/** Makes what is uploaded wait, and lets it go on. */
async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const gone = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('/files', async (route) => {
    await gone;
    // What was cancelled meanwhile is not there any more.
    await route.continue().catch(() => undefined);
  });
  return () => release();
}

test('files come with progress, are read, get versions, and a colleague sees it all', async ({
  signedIn,
}) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const path = `/deals/${await dealOf(ada, `Files ${Date.now()}`)}`;
  for (const page of [ada, ben]) {
    await open(page, path);
    await expect(page.getByText('No files yet')).toBeVisible();
  }
  const release = await hold(ada);
  await add(ada, pdf('Offer.pdf', OFFER), png('Plant.png'));
  await expect(underWay(ada)).toHaveCount(2);
  // Nothing of it has gone yet: a bar without width.
  await expect(ada.getByRole('progressbar', { name: 'Progress of Offer.pdf' })).toBeAttached();
  release();
  for (const page of [ada, ben]) {
    await expect(files(page)).toHaveCount(2);
    await expect(count(page, 'Files (2)')).toBeVisible();
  }
  await expect(underWay(ada)).toHaveCount(0);
  await expect(row(ben, 'Offer.pdf')).toContainText('Ada Lovelace');

  await row(ben, 'Offer.pdf').getByRole('button', { name: 'Offer.pdf', exact: true }).click();
  await expect(preview(ben, 'Offer.pdf')).toBeVisible();
  await expect(ben.getByRole('img', { name: 'Page 1 of 2' })).toBeVisible();
  await expect(drawn(ben).first()).toBeVisible();
  await ben.screenshot({ path: `${SHOTS}/pdf.png` });
  await ben.keyboard.press('Escape');
  await expect(ben.getByRole('dialog')).toHaveCount(0);
  await expect(ben).not.toHaveURL(/file=/);
  // The browser's Back closes it too, and stays on the deal.
  await row(ben, 'Offer.pdf').getByRole('button', { name: 'Offer.pdf', exact: true }).click();
  await expect(preview(ben, 'Offer.pdf')).toBeVisible();
  await ben.goBack();
  await expect(ben.getByRole('dialog')).toHaveCount(0);
  await expect(files(ben)).toHaveCount(2);

  await drop(row(ada, 'Offer.pdf'), pdf('Offer 2.pdf', ['Second offer']));
  for (const page of [ada, ben]) {
    await expect(row(page, 'Offer')).toContainText('2 versions');
    await expect(files(page)).toHaveCount(2);
  }
  await row(ben, 'Offer').getByRole('button', { name: '2 versions' }).click();
  const versions = ben.getByRole('list', { name: 'Versions' }).getByRole('listitem');
  await expect(versions).toHaveCount(2);
  await expect(versions.first()).toContainText('Offer 2.pdf');
  const saved = ben.waitForEvent('download');
  await versions.last().getByRole('link', { name: 'Download version 1' }).click();
  expect((await saved).suggestedFilename()).toBe('Offer.pdf');

  await choose(ada, 'Plant.png', 'Put away');
  for (const page of [ada, ben]) {
    await expect(row(page, 'Plant.png')).toHaveCount(0);
    await expect(count(page, 'Files (1)')).toBeVisible();
  }
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  for (const page of [ada, ben]) await expect(row(page, 'Plant.png')).toBeVisible();
});

test('pictures and words are read file by file', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const path = `/deals/${await dealOf(page, `Reading ${Date.now()}`)}`;
  await open(page, path);
  await add(page, png('1 Plant.png', 2_000, 1_400), text('2 Minutes.txt', 'They decide in May.'), {
    name: '3 Data.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from([0x50, 0x4b, 5, 6, ...new Array(18).fill(0)]),
  });
  await expect(files(page)).toHaveCount(3);
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Name' }).click();
  await expect(files(page).first()).toContainText('1 Plant.png');
  await expect(page).toHaveURL(/view=name/);

  await row(page, '1 Plant.png').getByRole('button', { name: '1 Plant.png', exact: true }).click();
  const picture = preview(page, '1 Plant.png').getByRole('img', { name: '1 Plant.png', exact: true });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(2_000);
  const width = async () => (await picture.boundingBox())?.width ?? 0;
  const fitted = await width();
  expect(fitted).toBeLessThan(1_300);
  await page.screenshot({ path: `${SHOTS}/picture.png` });
  await page.getByRole('button', { name: 'Larger (+)' }).click();
  await expect.poll(width).toBeGreaterThan(fitted);
  await page.keyboard.press('0');
  await expect.poll(width).toBe(fitted);
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('region', { name: '2 Minutes.txt' })).toHaveText('They decide in May.');
  await page.reload();
  await expect(page.getByRole('region', { name: '2 Minutes.txt' })).toHaveText('They decide in May.');
  await expect(page.getByRole('button', { name: 'Next file (→)' })).toBeEnabled();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Files of this kind cannot be shown here.')).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(picture).toBeVisible();
  await expect(page.getByRole('button', { name: 'Previous file (←)' })).toBeDisabled();
});

test('what is refused says why; what broke off is sent again', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await open(page, `/deals/${await dealOf(page, `Broken ${Date.now()}`)}`);
  await add(page, { name: 'Film.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(26 << 20, 1) });
  await expect(underWay(page)).toContainText('This file has 26 MB; at most 25 MB are taken.');
  await page.getByRole('button', { name: 'Take off the list: Film.mov' }).click();
  await page.route('/files', (route) => route.abort());
  await add(page, text('Notes.txt', 'kept'));
  await expect(underWay(page)).toContainText('The connection broke.');
  await page.unroute('/files');
  await page.getByRole('button', { name: 'Try again: Notes.txt' }).click();
  await expect(row(page, 'Notes.txt')).toBeVisible();
  await expect(underWay(page)).toHaveCount(0);

  const release = await hold(page);
  await add(page, text('Never.txt', 'no'));
  await page.getByRole('button', { name: 'Cancel: Never.txt' }).click();
  await expect(underWay(page)).toHaveCount(0);
  release();
  await add(page, text('After.txt', 'yes'));
  await expect(row(page, 'After.txt')).toBeVisible();
  await expect(files(page)).toHaveCount(2);
});

test('a file is renamed, sorted into a category, found, and put away for good', async ({ signedIn }) => {
  const [page, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const path = `/deals/${await dealOf(page, `Details ${mark}`)}`;
  for (const one of [page, ben]) await open(one, path);
  await add(page, text('Scan.txt', 'The contract'), text('Other.txt', 'Something else'));
  await expect(files(page)).toHaveCount(2);
  await choose(page, 'Scan.txt', 'Edit details');
  const form = page.getByRole('form', { name: 'Edit details' });
  await form.getByLabel('Name').fill('');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('This field must not be empty.')).toBeVisible();
  await form.getByLabel('Name').fill(`Contract ${mark}`);
  await form.getByLabel('Category').click();
  await page.getByRole('option', { name: 'Contract', exact: true }).click();
  await form.getByLabel('Description').fill('Signed by both');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  const named = `Contract ${mark}`;
  await expect(row(page, named)).toContainText('Signed by both');
  await expect(row(ben, named)).toContainText('Signed by both');
  await expect(row(page, named).getByRole('button', { name: `More for ${named}` })).toBeFocused();

  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Contract', exact: true }).click();
  await expect(files(page)).toHaveCount(1);

  await ben.getByRole('searchbox').fill(named);
  await ben.getByRole('option', { name: named }).click();
  await expect(preview(ben, named)).toContainText('The contract');
  await ben.keyboard.press('Escape');
  await openTab(ben, 'Timeline');
  await expect(ben.getByRole('link', { name: named }).first()).toBeVisible();

  await choose(page, named, 'Put away');
  await expect(page.getByText('No file of this category')).toBeVisible();
  await page.getByRole('button', { name: 'Put away' }).click();
  const away = page.getByRole('list', { name: 'Put away' }).locator('> li');
  await expect(away).toHaveCount(1);
  await away.getByRole('button', { name: `More for ${named}` }).click();
  await page.getByRole('menuitem', { name: 'Take out again' }).click();
  await expect(page.getByText('No file was put away')).toBeVisible();
  await page.getByRole('button', { name: 'Show all files' }).click();
  await expect(files(page)).toHaveCount(2);
});

test('an account, a contact, a lead and an activity have files as well', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const made = async (name: string, record: string, input: object) => {
    const kind = record[0]?.toUpperCase() + record.slice(1);
    const answer = await change<Record<string, { id: string }>>(
      ada,
      `create${kind}`,
      `Create${kind}Input`,
      `${record} { id }`,
      input,
    );
    return `/${name}/${answer[record]?.id}`;
  };
  const paths = [
    await made('accounts', 'account', { name: `Files ${mark}` }),
    await made('contacts', 'contact', { firstName: 'Nora', lastName: `Files ${mark}` }),
    await made('leads', 'lead', { topic: `Files ${mark}`, company: `Files ${mark}` }),
  ];
  for (const path of paths) {
    await open(ada, path);
    await open(ben, path);
    await add(ada, text('List.txt', path));
    await expect(row(ada, 'List.txt')).toBeVisible();
    await expect(row(ben, 'List.txt')).toContainText('Ada Lovelace');
    for (const page of [ada, ben]) await expect(count(page, 'Files (1)')).toBeVisible();
  }

  const dealId = await dealOf(ada, `Meeting ${mark}`);
  await ada.goto(`/deals/${dealId}?tab=activities`);
  await live(ada);
  await ada.getByRole('button', { name: 'Log an activity' }).click();
  await ada.getByRole('dialog').getByLabel('Subject').fill(`Kick-off ${mark}`);
  await ada.getByRole('dialog').getByRole('button', { name: 'Log it' }).click();
  await ben.goto(`/deals/${dealId}?tab=activities`);
  await live(ben);
  const item = (page: Page) => page.getByRole('listitem').filter({ hasText: `Kick-off ${mark}` });
  await item(ada).getByRole('button', { name: /^More/ }).click();
  await ada.getByRole('menuitem', { name: 'Files' }).click();
  const dialog = ada.getByRole('dialog', { name: `Files: Kick-off ${mark}` });
  await dialog.locator('input[type="file"]').setInputFiles([text('Agenda.txt', 'One, two, three')]);
  await expect(dialog.getByRole('list', { name: 'Files', exact: true })).toContainText('Agenda.txt');
  await expectAccessible(ada);
  await item(ben).getByRole('button', { name: 'Agenda.txt' }).click();
  await expect(preview(ben, 'Agenda.txt')).toContainText('One, two, three');
  await ada.keyboard.press('Escape');
  await expect(item(ada).getByRole('button', { name: 'Agenda.txt' })).toBeVisible();
});

for (const colours of ['light', 'dark'] as const) {
  test(`files are accessible, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const dealId = await dealOf(page, `Look ${colours} ${Date.now()}`);
    const long = `${'Averylongnamewithoutanyplacetobreakit'.repeat(3)}.pdf`;
    await open(page, `/deals/${dealId}`);
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/empty-${colours}.png` });
    await add(
      page,
      pdf(long, OFFER),
      png('Plant.png'),
      text('Minutes.txt', 'They decide in May.\n'.repeat(90)),
    );
    await expect(files(page)).toHaveCount(3);
    await drop(row(page, 'Plant.png'), png('Plant 2.png'));
    await expect(row(page, 'Plant')).toContainText('2 versions');
    await expect(underWay(page)).toHaveCount(0);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await open(page, `/deals/${dealId}`);
      await expect(files(page)).toHaveCount(3);
      await page.route('/files', (route) => route.abort());
      await add(page, text('Broken.txt', 'x'), png('Empty.png', 1, 1));
      await expect(underWay(page).getByRole('alert')).toHaveCount(2);
      await page.unroute('/files');
      await row(page, 'Plant').getByRole('button', { name: '2 versions' }).click();
      await expect(page.getByRole('list', { name: 'Versions' }).getByRole('listitem')).toHaveCount(2);
      await choose(page, 'Minutes.txt', 'Edit details');
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide, `${width} px`).toBe(false);
      await page.screenshot({ path: `${SHOTS}/list-${width}-${colours}.png`, fullPage: true });
      for (const name of [long, 'Plant.png', 'Minutes.txt']) {
        await page.goto(`/deals/${dealId}?tab=files`);
        await row(page, name).getByRole('button', { name, exact: true }).click();
        await expect(preview(page, name)).toBeVisible();
        if (name === long) await expect(drawn(page).first()).toBeVisible();
        await expect(page.getByLabel('The file is being opened…')).toHaveCount(0);
        await expectAccessible(page);
        await page.screenshot({ path: `${SHOTS}/${name.slice(0, 5)}-${width}-${colours}.png` });
      }
    }
  });
}
