import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, live, openTab, test } from './fixtures';

const SHOTS = 'test-results/timeline';

async function ask(page: Page, query: string, variables: object = {}) {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

async function made(page: Page, name: string, type: string, record: string, input: object) {
  const payload = await change<Record<string, { id: string }>>(page, name, type, `${record} { id }`, input);
  return payload[record]?.id ?? '';
}

const note = (page: Page, input: object) => made(page, 'createNote', 'CreateNoteInput', 'note', input);
const task = (page: Page, input: object) => made(page, 'createTask', 'CreateTaskInput', 'task', input);

/** Into the named stage of its pipeline. */
async function move(page: Page, id: string, to: string) {
  const query = 'query($id: ID!) { deal(id: $id) { version pipeline { stages { id name } } } }';
  const { deal } = await ask(page, query, { id });
  const stageId = deal.pipeline.stages.find(({ name }: { name: string }) => name === to).id;
  const input = { id, stageId, expectedVersion: deal.version };
  await change(page, 'moveDeal', 'MoveDealInput', 'deal { id }', input);
}

async function activity(page: Page, input: object) {
  const { lookups } = await ask(page, '{ lookups(kind: ACTIVITY_KIND) { id key } }');
  const kindId = lookups.find(({ key }: { key: string }) => key === 'meeting').id;
  const startsAt = new Date(Date.now() - 3_600_000).toISOString();
  return made(page, 'createActivity', 'CreateActivityInput', 'activity', { kindId, startsAt, ...input });
}

async function open(page: Page, path: string, view = '') {
  await page.goto(`${path}?tab=timeline${view && `&view=${view}`}`);
  await live(page);
}

const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Timeline' });
const entries = (page: Page) => panel(page).getByRole('listitem');
const entry = (page: Page, text: string | RegExp) => entries(page).filter({ hasText: text });
/** The box itself is out of sight: people click its name. */
const choose = (page: Page, name: string) =>
  panel(page)
    .locator('label')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .click();
const chip = (page: Page, name: string) => panel(page).getByRole('checkbox', { name, exact: true });

test('what one does appears in the timelines of the other', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = `${Date.now()}`;
  const accountId = await made(ada, 'createAccount', 'CreateAccountInput', 'account', {
    name: `Oak ${mark}`,
  });
  const person = { firstName: 'Nora', lastName: mark, accountId };
  const contactId = await made(ada, 'createContact', 'CreateContactInput', 'contact', person);
  const dealId = await dealOf(ada, `Desks ${mark}`, { accountId, amount: '900' });

  await open(ada, `/deals/${dealId}`);
  await expect(entry(ada, 'Ada Lovelace created the deal')).toContainText('Qualification');
  await expect(panel(ada).getByRole('heading', { name: /^Today · / })).toBeVisible();

  await note(ben, { dealId, body: 'They liked it.\nPrice is fine.\n\nThird.\nFourth.' });
  await expect(entry(ada, 'Ben Carter wrote a note')).toContainText('Price is fine.');
  await expect(entry(ada, 'wrote a note')).not.toContainText('Fourth');
  await move(ben, dealId, 'Proposal');
  const moved = entry(ada, 'Ben Carter moved the deal to another stage');
  await expect(moved).toContainText('Stage: Qualification → Proposal');
  await task(ben, { dealId, title: 'Send the offer' });
  await expect(entry(ada, 'created the task').getByRole('link', { name: 'Send the offer' })).toBeVisible();
  await activity(ben, { dealId, subject: 'Kick-off', contactIds: [contactId] });
  await expect(entry(ada, 'entered the activity').getByRole('link', { name: 'Kick-off' })).toBeVisible();
  await made(ben, 'addStakeholder', 'AddStakeholderInput', 'stakeholder', {
    dealId,
    contactId,
    influence: 4,
  });
  await expect(entry(ada, 'added a stakeholder').getByRole('link', { name: `Nora ${mark}` })).toBeVisible();
  const line = { dealId, description: 'Standing desk', unitPrice: '100' };
  await made(ben, 'addDealLine', 'AddDealLineInput', 'dealLine', line);
  await expect(entry(ada, 'added a line')).toContainText('Standing desk');
  // The newest comes first.
  await expect(entries(ada).last()).toContainText('created the deal');

  // The chips narrow it, the address keeps them, and what comes meanwhile obeys.
  await choose(ada, 'Notes');
  await expect(ada).toHaveURL(/view=note/);
  await expect(entries(ada)).toHaveCount(1);
  await task(ben, { dealId, title: 'Not shown' });
  await note(ben, { dealId, body: 'Shown' });
  await expect(entry(ada, 'Shown')).toBeVisible();
  await expect(entries(ada)).toHaveCount(2);
  await ada.reload();
  await expect(chip(ada, 'Notes')).toBeChecked();
  await expect(entries(ada)).toHaveCount(2);
  await choose(ada, 'Notes');
  await expect(entry(ada, 'Not shown')).toBeVisible();
  await chip(ada, 'Competitors').focus();
  await ada.keyboard.press('Space');
  await expect(ada.getByText('Nothing of this kind')).toBeVisible();
  await ada.getByRole('button', { name: 'Show everything' }).click();
  await expect(entry(ada, 'Not shown')).toBeVisible();

  // The account's tells of the deal and says which, the contact's of what they take part in; both stay true.
  await open(ada, `/accounts/${accountId}`);
  await expect(entry(ada, 'moved the deal').getByRole('link', { name: `Desks ${mark}` })).toBeVisible();
  await expect(entry(ada, 'created the account')).toBeVisible();
  await move(ben, dealId, 'Negotiation');
  await expect(entry(ada, 'Proposal → Negotiation')).toBeVisible();
  await made(ben, 'addDealLine', 'AddDealLineInput', 'dealLine', { ...line, description: 'Lamp' });
  await expect(entry(ada, 'Lamp')).toBeVisible();
  await open(ada, `/contacts/${contactId}`);
  await expect(entry(ada, 'added a stakeholder')).toContainText(`Desks ${mark}`);
  await expect(entry(ada, 'entered the activity')).toContainText('Kick-off');
  await note(ben, { contactId, body: 'Likes tea' });
  await expect(entry(ada, 'Likes tea')).toBeVisible();
});

test('older entries come page by page; a failure can be tried again', async ({ signedIn }) => {
  const ada = await signedIn('admin');
  const dealId = await dealOf(ada, `Long ${Date.now()}`);
  for (let number = 1; number <= 24; number += 1) await note(ada, { dealId, body: `Note ${number}.` });
  await open(ada, `/deals/${dealId}`);
  await expect(entries(ada)).toHaveCount(20);
  const more = panel(ada).getByRole('button', { name: 'Show more' });
  await more.click();
  await expect(entries(ada)).toHaveCount(25);
  await expect(more).toHaveCount(0);
  await note(ada, { dealId, body: 'Note 25.' });
  await expect(entry(ada, 'Note 25.')).toBeVisible();
  await expect(entries(ada)).toHaveCount(26);

  await ada.goto(`/deals/${dealId}?tab=notes`);
  await live(ada);
  await ada.route('**/graphql', (route) =>
    route.request().postData()?.includes('DealTimelineQuery') ? route.abort() : route.continue(),
  );
  await openTab(ada, 'Timeline');
  const again = panel(ada).getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible({ timeout: 30_000 });
  await ada.unroute('**/graphql');
  await again.click();
  await expect(entries(ada)).toHaveCount(20);
});

for (const colours of ['light', 'dark'] as const) {
  test(`the timeline is accessible, ${colours}`, async ({ signedIn }) => {
    const [ada, ben] = [await signedIn('admin', colours), await signedIn('manager')];
    const accountId = await made(ada, 'createAccount', 'CreateAccountInput', 'account', {
      name: 'Hornbeam Offices',
    });
    const person = { firstName: 'Nora', lastName: 'Hall', accountId };
    const contactId = await made(ada, 'createContact', 'CreateContactInput', 'contact', person);
    const dealId = await dealOf(ada, 'Office furniture', { accountId, amount: '48000' });
    const bare = await dealOf(ada, 'Not begun');
    await note(ada, { dealId, body: 'Verylongwordwithoutanyplacetobreakit'.repeat(6) });
    await activity(ada, { dealId, subject: 'Kick-off on site', contactIds: [contactId] });
    await made(ada, 'addStakeholder', 'AddStakeholderInput', 'stakeholder', {
      dealId,
      contactId,
      influence: 4,
    });
    await task(ben, { dealId, title: 'Send the samples' });
    await made(ben, 'addDealLine', 'AddDealLineInput', 'dealLine', {
      dealId,
      description: 'Standing desk',
      quantity: '40',
      unitPrice: '1150',
    });
    await move(ben, dealId, 'Proposal');
    await note(ben, { dealId, body: 'Sent the offer.\nThey decide by Friday; the price is fine with them.' });
    await note(ben, { contactId, body: 'Never call before ten.' });
    for (const width of [1440, 390]) {
      await ada.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const [name, path, view] of [
        ['deal', `/deals/${dealId}`],
        ['nothing', `/deals/${bare}`, 'note'],
        ['account', `/accounts/${accountId}`],
        ['contact', `/contacts/${contactId}`],
      ] as const) {
        await open(ada, path, view);
        if (name === 'nothing') await expect(ada.getByText('Nothing of this kind')).toBeVisible();
        else await expect(entries(ada).first()).toBeVisible();
        await expect(ada.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
        await expectAccessible(ada);
        // The stages above are swiped on a small screen; the page and the timeline are not.
        for (const box of [ada.locator('html'), panel(ada)]) {
          const wide = await box.evaluate((node) => node.scrollWidth > node.clientWidth + 1);
          expect(wide, `${name} at ${width} px`).toBe(false);
        }
        await panel(ada).scrollIntoViewIfNeeded();
        await ada.screenshot({ path: `${SHOTS}/${name}-${width}-${colours}.png` });
      }
    }
  });
}
