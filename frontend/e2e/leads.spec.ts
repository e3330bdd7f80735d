import type { Page } from '@playwright/test';
import {
  change,
  expect,
  expectAccessible,
  expectNoSideways,
  live,
  openGate,
  openTab,
  test,
} from './fixtures';

const SHOTS = 'test-results/leads';

const ANSWERED = {
  budget: '40,000 euros, granted for this year',
  authority: 'The head of production decides; we met her at the fair',
  need: 'Less standstill on the second line',
  timing: 'Before the autumn season',
};

async function lead(page: Page, topic: string, more: object = {}): Promise<string> {
  const input = { topic, ...more };
  const made = await change<{ lead: { id: string } }>(
    page,
    'createLead',
    'CreateLeadInput',
    'lead { id }',
    input,
  );
  return made.lead.id;
}

async function open(page: Page, leadId: string): Promise<void> {
  await page.goto(`/leads/${leadId}`);
  await live(page);
}

const row = (page: Page, text: string) => page.getByRole('row').filter({ hasText: text });
const bant = (page: Page) => page.getByRole('region', { name: 'Qualification' });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

test('a lead is entered, known companies are offered, and others see it come', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const mark = Date.now().toString(36);
  await rosa.goto('/leads');
  await live(rosa);

  await ada.goto('/leads');
  await live(ada);
  await ada.keyboard.press('c');
  const dialog = ada.getByRole('dialog', { name: 'New lead' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('This field must not be empty.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Topic' }).fill(`Fork lifts ${mark}`);
  await dialog.getByRole('textbox', { name: 'Company' }).fill('Birch Logistics');
  await expect(dialog.getByRole('status').getByRole('link', { name: 'Birch Logistics' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill('not an address');
  await dialog.getByRole('textbox', { name: 'E-mail address' }).press('Control+Enter');
  await expect(dialog.getByText('This is not an e-mail address.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(`jana.${mark}@birch.example`);
  await dialog.getByRole('textbox', { name: 'E-mail address' }).press('Control+Enter');
  await expect(heading(ada, `Fork lifts ${mark}`)).toBeVisible();

  await expect(row(rosa, `Fork lifts ${mark}`)).toContainText('0 of 4');
  await rosa.getByRole('tab', { name: 'Converted' }).click();
  await expect(row(rosa, `Fork lifts ${mark}`)).toHaveCount(0);
  await rosa.getByRole('tab', { name: 'All' }).click();
  await expect(row(rosa, `Fork lifts ${mark}`)).toContainText('New');
});

test('four answers qualify it, and it becomes a deal with what is known', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const topic = `Conveyor ${mark}`;
  const id = await lead(ada, topic, {
    company: 'Cedar Energy',
    website: 'cedar.example',
    firstName: 'Nora',
    lastName: `Quill${mark}`,
    email: `nora.${mark}@cedar.example`,
  });
  await open(ada, id);
  await open(ben, id);
  await ada.getByRole('button', { name: 'Start working on it' }).click();
  await expect(ben.getByText('Working', { exact: true })).toBeVisible();

  for (const [name, text] of Object.entries(ANSWERED)) {
    const label = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    await bant(ada)
      .getByRole('button', { name: `Edit ${label}` })
      .click();
    await bant(ada).getByRole('textbox', { name: label }).fill(text);
    await bant(ada).getByRole('textbox', { name: label }).press('Control+Enter');
    await expect(bant(ada).getByRole('textbox')).toHaveCount(0);
    await expect(bant(ada)).toContainText(text);
  }
  await expect(bant(ada)).toContainText('4 of 4');
  await expect(bant(ben)).toContainText('4 of 4');

  await ada.getByRole('button', { name: 'Convert…' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Convert the lead' });
  await dialog.getByRole('button', { name: 'Use this one: Cedar Energy' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Account' })).toHaveValue('Cedar Energy');
  await expect(dialog.getByRole('textbox', { name: 'Last name' })).toHaveValue(`Quill${mark}`);
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(topic);
  await dialog.getByRole('textbox', { name: 'Amount' }).fill('38500');
  await expectAccessible(ada);
  await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
  await expect(ada).toHaveURL(/\/deals\//);
  await expect(ada.getByRole('status').filter({ hasText: `“${topic}” is a deal now` })).toBeVisible();

  // Read-only for the other one at once, with the way to what it became.
  await expect(ben.getByText('This lead was converted; it goes on as a deal')).toBeVisible();
  await expect(ben.getByRole('button', { name: /^Edit / })).toHaveCount(0);
  await expect(ben.getByRole('link', { name: 'Cedar Energy' }).first()).toBeVisible();
  await expect(ben.getByRole('link', { name: `Nora Quill${mark}` })).toBeVisible();

  await expect(heading(ada, topic)).toBeVisible();
  await expect(ada.getByText('Lead of origin')).toBeVisible();
  await ada.getByRole('link', { name: topic }).click();
  await expect(ada).toHaveURL(new RegExp(`/leads/${id}`));
});

test('a stage that asks for more is told in the dialog, and a new account is made', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/pipelines');
  await page.getByRole('button', { name: 'Edit the stage Needs analysis' }).first().click();
  const settings = page.getByRole('dialog');
  await settings.getByRole('combobox', { name: 'Asked for before entering' }).fill('Next step');
  await page.getByRole('option', { name: 'Next step', exact: true }).click();
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toBeHidden();

  const mark = Date.now().toString(36);
  const id = await lead(page, `Gate ${mark}`, { company: `Brand New ${mark}`, ...ANSWERED });
  await page.goto(`/leads/${id}?dialog=convert`);
  const dialog = page.getByRole('dialog', { name: 'Convert the lead' });
  await dialog.getByRole('combobox', { name: 'Stage' }).click();
  await page.getByRole('option', { name: 'Needs analysis' }).first().click();
  await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
  await expect(dialog.getByRole('alert')).toContainText('Needs analysis asks for more');
  await dialog.getByRole('textbox', { name: 'Next step' }).fill('Visit them');
  await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
  await expect(page).toHaveURL(/\/deals\//);
  await open(page, id);
  await expect(page.getByRole('link', { name: `Brand New ${mark}` })).toBeVisible();
  await openGate(page, 'Needs analysis');
});

test('a lead is put aside with a reason, and taken up again', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const id = await lead(page, `Aside ${Date.now()}`, { company: 'Elm Textiles' });
  await open(page, id);
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Disqualify…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Disqualify the lead' });
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('They buy from their sister company');
  await dialog.getByRole('button', { name: 'Disqualify' }).click();
  const banner = page.getByRole('alert').filter({ hasText: 'This lead is disqualified' });
  await expect(banner).toContainText('They buy from their sister company');
  await expect(page.getByRole('button', { name: /^Edit / })).toHaveCount(0);
  await page.keyboard.press('Control+z');
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Edit Topic' })).toBeVisible();

  // Notes and tasks hang off a lead as off an account.
  await openTab(page, 'Notes');
  await page.getByRole('textbox', { name: /note/i }).fill('Call back in spring');
  await page.getByRole('textbox', { name: /note/i }).press('Control+Enter');
  await expect(page.getByRole('tab', { name: 'Notes (1)' })).toBeVisible();
  await openTab(page, 'History');
  await expect(page.getByText('took the lead up again')).toBeVisible();
});

for (const colours of ['light', 'dark'] as const) {
  test(`leads are accessible and fit, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const hall = colours === 'light' ? 'north' : 'south';
    const { budget, need } = ANSWERED;
    const id = await lead(page, `Two packing lines for the ${hall} hall`, {
      company: 'Damson Foods',
      website: 'damson.example',
      firstName: 'David',
      lastName: 'Eng',
      jobTitle: 'Head of production',
      email: `david.${hall}@damson.example`,
      phone: '+420 123 456 789',
      budget,
      need,
    });
    const full = await lead(page, `Spare parts for the ${hall} hall`, {
      company: 'Fir Medical',
      ...ANSWERED,
    });
    await lead(page, `Delivery times for the ${hall} hall`, { company: `Greengrocers ${hall}` });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.goto(`/leads?q=${hall} hall`);
      await live(page);
      await expect(page.getByText(`Spare parts for the ${hall} hall`)).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/list-${width}-${colours}.png` });
      await open(page, id);
      await expect(bant(page)).toContainText('2 of 4');
      await expectAccessible(page);
      await expectNoSideways(page);
      await page.screenshot({ path: `${SHOTS}/lead-${width}-${colours}.png`, fullPage: true });
      await page.goto(`/leads/${full}?dialog=convert`);
      await expect(page.getByRole('dialog', { name: 'Convert the lead' })).toBeVisible();
      await expectAccessible(page);
      await expectNoSideways(page);
      await page.screenshot({ path: `${SHOTS}/convert-${width}-${colours}.png` });
      await page.goto('/leads?dialog=new');
      await expect(page.getByRole('dialog', { name: 'New lead' })).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/new-${width}-${colours}.png` });
    }
  });
}
