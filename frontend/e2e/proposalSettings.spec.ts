import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';
import { png, text } from './samples';

const SHOTS = 'test-results/proposalSettings';
const NOTHING = { company: null, address: null, accentColor: null, intro: null, terms: null, email: null };

async function settings(page: Page): Promise<void> {
  await page.goto('/settings/proposals');
  await live(page);
  await expect(page.getByRole('heading', { level: 2, name: 'Proposals' })).toBeVisible();
}

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });
const logo = (page: Page) => page.getByRole('region', { name: 'Logo' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
/** The picture itself has arrived, not only its place. */
const width = (page: Page) =>
  logo(page)
    .getByRole('img')
    .evaluate((image) => (image as HTMLImageElement).naturalWidth);

async function choose(page: Page, file: ReturnType<typeof png>): Promise<void> {
  await logo(page).locator('input[type=file]').setInputFiles(file);
}

/** Other tests begin their proposals with nothing. */
test.afterEach(async ({ signedIn }) => {
  const input = { ...NOTHING, validDays: 30, removeLogo: true };
  const page = await signedIn('admin');
  await change(
    page,
    'updateProposalSettings',
    'UpdateProposalSettingsInput',
    'proposalSettings { id }',
    input,
  );
});

test('what an admin sets stands on the paper, and new proposals begin with it', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await settings(page);
  await expect(save(page)).toBeDisabled();
  await field(page, 'Company').fill('Nordwind s.r.o.');
  await field(page, 'Address').fill('Náměstí 1\n110 00 Praha');
  await field(page, 'Colour').fill('#0F766E');
  await field(page, 'E-mail').fill('nobody');
  await field(page, 'Introduction of new proposals').fill('Thank you for **asking**.');
  await field(page, 'Terms of new proposals').fill('Payable within 14 days.');
  await field(page, 'Valid for days').fill('10');
  await save(page).click();
  await expect(page.getByText('Write an address such as sales@example.com.')).toBeVisible();
  await field(page, 'E-mail').fill('sales@nordwind.example');
  await save(page).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  await expect(save(page)).toBeDisabled();
  await page.reload();
  await expect(field(page, 'Company')).toHaveValue('Nordwind s.r.o.');
  await expect(field(page, 'Address')).toHaveValue('Náměstí 1\n110 00 Praha');
  await expect(field(page, 'Colour')).toHaveValue('#0f766e');

  await choose(page, png('logo.png', 320, 96));
  await expect(logo(page).getByRole('img', { name: 'Logo of Nordwind s.r.o.' })).toBeVisible();
  expect(await width(page)).toBe(320);

  const dealId = await dealOf(page, `Begun ${Date.now()}`, { currency: 'EUR' });
  const line = { dealId, description: 'Licence', quantity: '10', unitPrice: '100', taxPercent: '21' };
  await change(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', line);
  await page.goto(`/deals/${dealId}?tab=proposals`);
  await live(page);
  await page.getByRole('button', { name: 'New proposal' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^P-/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Introduction' })).toContainText('Thank you for asking.');
  await expect(page.getByRole('region', { name: 'Terms' })).toContainText('Payable within 14 days.');
  await page.getByRole('button', { name: /as PDF$/ }).click();
  const paper = page.getByRole('dialog').locator('canvas').first();
  await expect(paper).toBeVisible();
  await page.screenshot({ path: `${SHOTS}/paper.png` });
});

test('a logo that is no picture is refused, and one that is has a way back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await settings(page);
  await expect(logo(page).getByText(/^No logo yet/)).toBeVisible();
  await choose(page, text('logo.txt', 'Nordwind'));
  await expect(logo(page).getByRole('alert')).toHaveText('A logo is a PNG or JPEG picture.');
  await choose(page, { ...text('logo.png', 'Nordwind'), mimeType: 'image/png' });
  await expect(logo(page).getByRole('alert')).toContainText('This picture cannot be used.');
  await choose(page, { ...png('big.png'), buffer: Buffer.alloc(512 * 1024 + 1) });
  await expect(logo(page).getByRole('alert')).toContainText('at most 512 kB');

  await choose(page, png('first.png', 200, 50));
  await expect.poll(() => width(page)).toBe(200);
  await expect(logo(page).getByRole('alert')).toBeHidden();
  await choose(page, png('second.png', 300, 60));
  await expect.poll(() => width(page)).toBe(300);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => width(page)).toBe(200);
  await logo(page).getByRole('button', { name: 'Remove' }).click();
  await expect(logo(page).getByText(/^No logo yet/)).toBeVisible();
  await page.getByRole('status').filter({ hasText: 'removed' }).getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => width(page)).toBe(200);
});

test('two admins set different things at once, and the same only after a question', async ({ signedIn }) => {
  const [ada, other] = [await signedIn('admin'), await signedIn('admin')];
  await settings(ada);
  await settings(other);
  await ada.getByRole('textbox', { name: 'Phone' }).fill('+420 1');
  await field(other, 'Company').fill('Nordwind');
  await save(other).click();
  // What nobody touched follows; what is being typed stays.
  await expect(field(ada, 'Company')).toHaveValue('Nordwind');
  await expect(field(ada, 'Phone')).toHaveValue('+420 1');
  await save(ada).click();
  await expect(field(other, 'Phone')).toHaveValue('+420 1');

  await field(ada, 'Company').fill('Südwind');
  await field(other, 'Company').fill('Westwind');
  await save(other).click();
  await expect(save(other)).toBeDisabled();
  await save(ada).click();
  await ada.getByRole('button', { name: 'Keep mine' }).click();
  await expect(field(other, 'Company')).toHaveValue('Südwind');
});

test('who is no admin reads them and changes nothing', async ({ signedIn }) => {
  const page = await signedIn('manager');
  await settings(page);
  await expect(page.getByText('Only administrators change this.', { exact: false })).toHaveCount(2);
  await expect(field(page, 'Company')).toBeDisabled();
  await expect(field(page, 'Colour')).toBeDisabled();
  await expect(save(page)).toHaveCount(0);
  await expect(logo(page).getByRole('button')).toHaveCount(0);
  const answer = await page.request.put('/proposal-logo', {
    headers: { 'x-dealstream-client': 'web' },
    data: png('logo.png').buffer,
  });
  expect(answer.status()).toBe(403);
});

for (const scheme of ['light', 'dark'] as const) {
  test(`they are accessible and fit a narrow screen (${scheme})`, async ({ signedIn }) => {
    const page = await signedIn('admin', scheme);
    await settings(page);
    await choose(page, png('logo.png', 320, 96));
    await expect(logo(page).getByRole('img')).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/wide-${scheme}.png`, fullPage: true });
    await page.setViewportSize({ width: 390, height: 900 });
    await expectNoSideways(page);
    await page.screenshot({ path: `${SHOTS}/390-${scheme}.png`, fullPage: true });
  });
}
