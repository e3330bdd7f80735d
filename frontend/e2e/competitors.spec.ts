import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const SHOTS = 'test-results/competitors';

interface Made {
  competitor: { id: string };
  dealCompetitor: { id: string };
}

async function competitor(page: Page, name: string, more: object = {}): Promise<string> {
  const input = { name, ...more };
  const made = await change<Made>(
    page,
    'createCompetitor',
    'CreateCompetitorInput',
    'competitor { id }',
    input,
  );
  return made.competitor.id;
}

async function open(page: Page, dealId: string): Promise<void> {
  await page.goto(`/deals/${dealId}?tab=competitors`);
  await live(page);
}

const card = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Competitors' }).getByRole('listitem').filter({ hasText: name });

test('names one that is known and one made on the spot, and says how it went', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const known = await competitor(ada, `Rival ${mark}`, { strengths: 'Cheap', weaknesses: 'Slow support' });
  const dealId = await dealOf(ada, `Fight ${mark}`);
  await open(ada, dealId);
  await open(ben, dealId);
  await expect(ben.getByText('Nobody else is known to want this deal')).toBeVisible();

  await ada.getByRole('button', { name: 'Add a competitor' }).click();
  await expect(ada).toHaveURL(/dialog=competitor/);
  const dialog = ada.getByRole('dialog', { name: 'Add a competitor' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('Choose a competitor, or type the name of a new one.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Competitor' }).fill(`Rival ${mark}`);
  await ada.getByRole('option', { name: `Rival ${mark}`, exact: true }).click();
  await dialog.getByRole('combobox', { name: 'Threat' }).click();
  await ada.getByRole('option', { name: 'High' }).click();
  await dialog.getByRole('textbox', { name: 'Our tactic' }).fill('Be first with the offer');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(card(ada, `Rival ${mark}`)).toContainText('Be first with the offer');
  await expect(card(ada, `Rival ${mark}`)).toContainText('In general: Slow support');
  await expect(card(ben, `Rival ${mark}`)).toContainText('High');
  await expect(ben.getByRole('tab', { name: 'Competitors (1)' })).toBeVisible();

  await ada.getByRole('button', { name: 'Add a competitor' }).click();
  await dialog.getByRole('combobox', { name: 'Competitor' }).fill(`Upstart ${mark}`);
  await ada.getByRole('option', { name: `Create “Upstart ${mark}”` }).click();
  await dialog.getByRole('textbox', { name: 'Website' }).fill('upstart.example');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(card(ada, `Upstart ${mark}`)).toContainText('Medium');

  // Off and back with all that was known of it.
  await card(ada, `Rival ${mark}`)
    .getByRole('button', { name: /^More for/ })
    .click();
  await ada.getByRole('menuitem', { name: 'Take off the deal' }).click();
  await expect(card(ada, `Rival ${mark}`)).toHaveCount(0);
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(card(ada, `Rival ${mark}`)).toContainText('Be first with the offer');

  // Two change the same: the second decides whose value stays.
  const threat = (page: Page) => card(page, `Rival ${mark}`).getByRole('button', { name: 'Edit Threat' });
  await threat(ada).click();
  await threat(ben).click();
  await ben.getByRole('option', { name: 'Low' }).click();
  await expect(card(ben, `Rival ${mark}`)).toContainText('Low');
  await ada.getByRole('option', { name: 'Medium' }).click();
  const notice = ada.getByRole('alert').filter({ hasText: 'Threat was changed by Ben Carter' });
  await notice.getByRole('button', { name: 'Take theirs' }).click();
  await expect(card(ada, `Rival ${mark}`)).toContainText('Low');

  // The catalogue tells how we fare, live.
  await ben.goto(`/competitors/${known}`);
  await live(ben);
  await expect(ben.getByRole('row').filter({ hasText: `Fight ${mark}` })).toContainText('Open');
  await ada.getByRole('button', { name: 'Mark as won' }).click();
  await ada.getByRole('dialog').getByRole('button', { name: 'Won' }).click();
  await expect(card(ada, `Rival ${mark}`)).toContainText('Beaten');
  await expect(ben.getByRole('row').filter({ hasText: `Fight ${mark}` })).toContainText('Beaten');
  await expect(ben.getByRole('region', { name: 'Record against them' })).toContainText('100%');
});

test('the catalogue is searched, edited in place and put away by managers only', async ({ signedIn }) => {
  const [manager, rep] = [await signedIn('manager'), await signedIn('rep')];
  const mark = Date.now().toString(36);
  await rep.goto('/competitors');
  await live(rep);
  await rep.keyboard.press('c');
  const dialog = rep.getByRole('dialog', { name: 'New competitor' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Titan ${mark}`);
  await dialog.getByRole('textbox', { name: 'Strengths' }).fill('Known everywhere');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(rep.getByRole('heading', { level: 1, name: `Titan ${mark}` })).toBeVisible();
  await expect(rep.getByRole('button', { name: 'Archive' })).toHaveCount(0);
  await rep.getByRole('button', { name: 'Edit Website' }).click();
  await rep.getByRole('textbox', { name: 'Website' }).fill('titan.example');
  await rep.getByRole('textbox', { name: 'Website' }).press('Enter');
  await expect(rep.getByRole('link', { name: 'Open the website' })).toBeVisible();

  await manager.goto(`/competitors?q=titan%20${mark}`);
  await live(manager);
  await manager
    .getByRole('row')
    .filter({ hasText: `Titan ${mark}` })
    .getByRole('link')
    .click();
  await manager.getByRole('button', { name: 'Archive' }).click();
  await expect(rep.getByText('This competitor is archived.')).toBeVisible();
  await manager.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(rep.getByText('This competitor is archived.')).toHaveCount(0);
});

for (const colours of ['light', 'dark'] as const) {
  test(`competitors are accessible and fit, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const names =
      colours === 'light'
        ? { rival: 'Northwind Systems', team: 'In-house team', deal: 'Warehouse system' }
        : { rival: 'Eastwind Systems', team: 'In-house experts', deal: 'Packing line' };
    const id = await competitor(page, names.rival, {
      website: 'northwind.example',
      strengths: 'Large team, known in the whole industry',
      weaknesses: 'Slow to change anything',
    });
    const dealId = await dealOf(page, names.deal, { amount: '48000' });
    await change(page, 'addDealCompetitor', 'AddDealCompetitorInput', 'dealCompetitor { id }', {
      dealId,
      competitorId: id,
      threat: 'HIGH',
      tactic: 'Offer the pilot at once; let their reference customer speak to ours.',
      strengths: 'Their director knows the buyer',
    });
    await change(page, 'addDealCompetitor', 'AddDealCompetitorInput', 'dealCompetitor { id }', {
      dealId,
      newCompetitor: { name: names.team },
      threat: 'LOW',
      weaknesses: 'No time before the summer',
    });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await open(page, dealId);
      await expect(card(page, 'In-house')).toBeVisible();
      await expectAccessible(page);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      expect(wide).toBe(false);
      await page.screenshot({ path: `${SHOTS}/deal-${width}-${colours}.png` });
      await page.goto(`/deals/${dealId}?tab=competitors&dialog=competitor`);
      await expect(page.getByRole('dialog', { name: 'Add a competitor' })).toBeVisible();
      // Leaves the picker, whose list is empty where all are on the deal already.
      await page.getByRole('dialog').getByRole('textbox', { name: 'Our tactic' }).focus();
      await expect(page.getByRole('listbox')).toHaveCount(0);
      await expectAccessible(page);
      await page.goto(`/competitors?q=${names.rival}`);
      await expect(page.getByText(names.rival)).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/list-${width}-${colours}.png` });
      await page.goto(`/competitors/${id}`);
      await expect(page.getByRole('table', { name: 'Deals' })).toBeVisible();
      await expectAccessible(page);
      await expectNoSideways(page);
      await page.screenshot({ path: `${SHOTS}/competitor-${width}-${colours}.png` });
    }
  });
}
