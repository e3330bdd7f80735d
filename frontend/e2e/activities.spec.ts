import type { Page } from '@playwright/test';
import { expect, expectAccessible, live, test } from './fixtures';

const SHOTS = 'test-results/activities';
const HOUR = 3_600_000;

async function ask(page: Page, query: string, variables: object = {}) {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

/** A mutation as the signed-in person of the page. */
async function change(page: Page, name: string, type: string, record: string, input: object) {
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { ${record} { id } userErrors { code message } } }`;
  const payload = (await ask(page, query, { input }))[name];
  expect(payload.userErrors).toEqual([]);
  return payload[record].id as string;
}

const createDeal = (page: Page, name: string, more: object = {}) =>
  change(page, 'createDeal', 'CreateDealInput', 'deal', { name, ...more });

/** An activity this many hours from now. */
async function createActivity(page: Page, hours: number, more: object) {
  const { lookups } = await ask(page, '{ lookups(kind: ACTIVITY_KIND) { id key } }');
  const at = Date.now() + hours * HOUR;
  return change(page, 'createActivity', 'CreateActivityInput', 'activity', {
    kindId: lookups.find(({ key }: { key: string }) => key === 'presentation').id,
    subject: 'Presentation',
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + HOUR / 2).toISOString(),
    ...more,
  });
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${path}?tab=activities`);
  await live(page);
}

/** Minutes may hold lists too. */
const section = (page: Page, name: 'Planned' | 'Past') =>
  page.getByRole('list', { name, exact: true }).locator('> li');
const count = (page: Page, shown: string) => page.getByRole('tab', { name: shown, exact: true });

async function act(page: Page, subject: string, item: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: `More for ${subject}` }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('what one plans the other sees at once; it is changed, put away and taken out again', async ({
  signedIn,
}) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const lastName = `Ng${Date.now()}`;
  const contactId = await change(ada, 'createContact', 'CreateContactInput', 'contact', {
    firstName: 'Mei',
    lastName,
  });
  const path = `/deals/${await createDeal(ada, `Plans ${lastName}`, { primaryContactId: contactId })}`;
  await open(ada, path);
  await open(ben, path);
  await expect(ada.getByText('No activities yet')).toBeVisible();

  await ada.getByRole('button', { name: 'Plan an activity' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Plan an activity' });
  await dialog.getByRole('button', { name: 'Plan it' }).click();
  await expect(dialog.getByText('This field must not be empty.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Kick-off');
  await expect(dialog.getByText(`Mei ${lastName}`)).toBeVisible();
  await dialog.getByRole('combobox', { name: 'With (our people)' }).fill('Ben');
  await ada.getByRole('option', { name: 'Ben Carter' }).click();
  await dialog.getByRole('textbox', { name: 'Agenda' }).fill('- who is **in**');
  await dialog.getByRole('tab', { name: 'Preview' }).click();
  await expect(dialog.locator('strong', { hasText: 'in' })).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Subject' }).press('Control+Enter');
  await expect(dialog).toBeHidden();
  for (const page of [ada, ben]) {
    await expect(section(page, 'Planned')).toContainText('Kick-off');
    await expect(section(page, 'Planned')).toContainText(`Ada Lovelace with Mei ${lastName} and Ben Carter`);
    await expect(count(page, 'Activities (1)')).toBeVisible();
  }
  await expect(ada.getByRole('button', { name: 'Plan an activity' })).toBeFocused();

  await act(ben, 'Kick-off', 'Edit');
  const edit = ben.getByRole('dialog', { name: 'Edit the activity' });
  await edit.getByRole('textbox', { name: 'Subject' }).fill('Kick-off in Brno');
  await edit.getByRole('button', { name: 'Save' }).click();
  for (const page of [ada, ben]) await expect(section(page, 'Planned')).toContainText('Kick-off in Brno');

  await open(ben, `/contacts/${contactId}`);
  await expect(section(ben, 'Planned')).toContainText('Kick-off in Brno');
  await act(ada, 'Kick-off in Brno', 'Put away');
  await expect(section(ada, 'Planned')).toHaveCount(0);
  await expect(section(ben, 'Planned')).toHaveCount(0);
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  for (const page of [ada, ben]) await expect(section(page, 'Planned')).toContainText('Kick-off in Brno');
});

test('what is over asks its owner for the outcome; minutes and tasks follow in one step', async ({
  signedIn,
}) => {
  const [rosa, ben] = [await signedIn('rep'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const dealId = await createDeal(ben, `Outcome ${mark}`);
  await rosa.goto('/tasks');
  await live(rosa);
  await expect(rosa.getByText('awaits its outcome')).toHaveCount(0);
  await open(ben, `/deals/${dealId}`);
  const { viewer } = await ask(rosa, '{ viewer { id } }');
  const subject = `Slides ${mark}`;
  await createActivity(ben, -2, { dealId, subject, status: 'PLANNED', ownerId: viewer.id });

  await expect(section(ben, 'Planned')).toContainText('Awaits its outcome');
  const notice = rosa.getByRole('alert').filter({ hasText: '1 activity awaits its outcome' });
  await expect(notice.getByRole('link', { name: `Outcome ${mark}` })).toHaveAttribute(
    'href',
    `/deals/${dealId}?tab=activities`,
  );
  await notice.getByRole('button', { name: `Record the outcome: ${subject}` }).click();
  const dialog = rosa.getByRole('dialog', { name: `Outcome: ${subject}` });
  await dialog.getByRole('textbox', { name: 'Outcome' }).fill('They want a pilot');
  await dialog
    .getByRole('textbox', { name: 'Minutes' })
    .fill('# Agreed\n- **pilot** in May\n\nhttps://slides.example/1 <img src=x onerror=alert(1)>');
  // Whoever presented something owes the minutes: that task comes by itself.
  await expect(dialog.getByText('A task to send the minutes is made')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add a task' }).click();
  await dialog.getByRole('textbox', { name: 'Task 1' }).fill('x'.repeat(301));
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('At most 300 characters fit here.')).toBeVisible();
  await expect(section(ben, 'Planned')).toContainText('Awaits its outcome');
  await dialog.getByRole('textbox', { name: 'Task 1' }).fill(`Price the pilot ${mark}`);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(rosa.getByText(/tasks? (was|were) added/)).toBeVisible();
  await expect(notice).toHaveCount(0);
  await expect(rosa.getByRole('button', { name: `Complete: Price the pilot ${mark}` })).toBeVisible();
  await expect(rosa.getByRole('button', { name: `Complete: Send the minutes: ${subject}` })).toBeVisible();

  const held = section(ben, 'Past');
  await expect(held).toContainText('They want a pilot');
  await expect(held.locator('strong', { hasText: 'pilot' })).toBeVisible();
  await expect(held.getByRole('link', { name: 'https://slides.example/1' })).toHaveAttribute(
    'rel',
    /noopener/,
  );
  await expect(held.locator('img')).toHaveCount(0);
  await expect(held).toContainText('<img src=x');

  await act(ben, subject, 'Plan again');
  await expect(section(ben, 'Planned')).toContainText('Awaits its outcome');
  await expect(notice).toBeVisible();
  await act(ben, subject, 'Record the outcome…');
  const again = ben.getByRole('dialog', { name: `Outcome: ${subject}` });
  await again.getByText('It did not take place').click();
  await expect(again.getByRole('textbox', { name: 'Task 1' })).toHaveCount(0);
  await again.getByRole('button', { name: 'Save' }).click();
  await expect(section(ben, 'Past')).toContainText('Did not take place');
  await ben.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(section(ben, 'Planned')).toContainText('Awaits its outcome');
});

test('one that was held is logged with what came of it; two who change the same are told', async ({
  signedIn,
}) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Log ${Date.now()}`);
  await open(ada, `/deals/${dealId}`);
  await expect(ada.getByRole('main')).toContainText('Last activity–');
  await ada.getByRole('button', { name: 'Log an activity' }).click();
  const dialog = ada.getByRole('dialog', { name: 'Log an activity' });
  await dialog.getByRole('combobox', { name: 'Kind' }).click();
  await ada.getByRole('option', { name: 'Call' }).click();
  await dialog.getByRole('textbox', { name: 'Subject' }).fill('Budget');
  await dialog.getByRole('textbox', { name: 'Outcome' }).fill('It is there');
  await dialog.getByRole('button', { name: 'Log it' }).click();
  await expect(section(ada, 'Past')).toContainText('It is there');
  await expect(section(ada, 'Past')).toContainText('Call');
  await expect(ada.getByRole('main')).not.toContainText('Last activity–');

  await open(ben, `/deals/${dealId}`);
  for (const [page, text] of [
    [ada, 'Budget of May'],
    [ben, 'Budget of June'],
  ] as const) {
    await act(page, 'Budget', 'Edit');
    await page.getByRole('textbox', { name: 'Subject' }).fill(text);
  }
  await ada.getByRole('button', { name: 'Save' }).click();
  await expect(section(ada, 'Past')).toContainText('Budget of May');
  await ben.getByRole('button', { name: 'Save' }).click();
  await expect(ben.getByText('Ada Lovelace changed the same while this was open.')).toBeVisible();
  await ben.getByRole('button', { name: 'Keep mine' }).click();
  for (const page of [ada, ben]) await expect(section(page, 'Past')).toContainText('Budget of June');
});

test('all that is planned can be reached, however much it is', async ({ signedIn }) => {
  const ada = await signedIn('admin');
  const dealId = await createDeal(ada, `Many ${Date.now()}`);
  for (let hour = 1; hour <= 53; hour += 1) {
    await createActivity(ada, hour, { dealId, subject: `Step ${hour}.` });
  }
  await open(ada, `/deals/${dealId}`);
  const later = ada.getByRole('button', { name: 'Show what is planned later' });
  await expect(section(ada, 'Planned')).toHaveCount(50);
  await later.click();
  await expect(section(ada, 'Planned')).toHaveCount(53);
  await expect(section(ada, 'Planned').last()).toContainText('Step 53.');
  await expect(later).toHaveCount(0);
  // What is read again after a change stays as long.
  await createActivity(ada, 54, { dealId, subject: 'Step 54.' });
  await expect(section(ada, 'Planned')).toHaveCount(54);
});

for (const colours of ['light', 'dark'] as const) {
  for (const width of [1440, 390]) {
    test(`activities look right on every page, in the ${colours} scheme, ${width} px wide`, async ({
      signedIn,
    }) => {
      const page = await signedIn('admin', colours);
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const mark = `L${Date.now()}`;
      const accountId = await change(page, 'createAccount', 'CreateAccountInput', 'account', { name: mark });
      const contactId = await change(page, 'createContact', 'CreateContactInput', 'contact', {
        lastName: mark,
        accountId,
      });
      const dealId = await createDeal(page, mark, { accountId, primaryContactId: contactId });
      const bare = await createDeal(page, `Empty ${mark}`);
      const minutes = `## Agreed\n\n| What | Who |\n| - | - |\n| ${'Verylongword'.repeat(9)} | us |\n\n1. one\n2. two\n\n> quoted \`code\``;
      for (const hours of [-30, -4, 20]) {
        const status = hours === -4 ? 'PLANNED' : undefined;
        await createActivity(page, hours, { dealId, contactIds: [contactId], minutes, status });
      }
      for (const [name, path] of [
        ['deal', `/deals/${dealId}`],
        ['empty', `/deals/${bare}`],
        ['account', `/accounts/${accountId}`],
        ['contact', `/contacts/${contactId}`],
      ] as const) {
        await open(page, path);
        const log = page.getByRole('button', { name: 'Log an activity' });
        await expect(log).toBeVisible();
        await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
        await expectAccessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(wide, name).toBe(false);
        if (width === 390) await log.scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colours}.png` });
      }
      await open(page, `/deals/${dealId}`);
      await page.getByRole('button', { name: 'Record the outcome: Presentation' }).click();
      await expect(page.getByText('A task to send the minutes is made')).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/outcome-${width}-${colours}.png` });
    });
  }
}
