import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';
import { bell, header, readAll } from './inbox';
import { ask, me, policyOf, restore, setGate, stageOf } from './policies';

const stamp = Date.now().toString(36);
const STAGE = 'Negotiation';
/** From the other person's click to the number at the bell. */
const AT_ONCE = { timeout: 1_000 };

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await live(page);
}

async function move(page: Page, id: string, stage: string, selection: string): Promise<void> {
  const { deal } = await ask<{ deal: { version: number } }>(
    page,
    'query($id: ID!) { deal(id: $id) { version } }',
    { id },
  );
  const input = { id, stageId: await stageOf(page, stage), expectedVersion: deal.version };
  await change(page, 'moveDeal', 'MoveDealInput', selection, input);
}

async function giveTask(from: Page, title: string, assigneeId: string, dealId: string): Promise<void> {
  await change(from, 'createTask', 'CreateTaskInput', 'task { id }', { title, assigneeId, dealId });
}

const panel = (page: Page) => page.getByRole('dialog', { name: /^Notifications/ });
const lines = (page: Page) => page.getByRole('list', { name: 'Notifications' });
const line = (page: Page, text: string) => lines(page).getByRole('listitem').filter({ hasText: text });

test('a task that somebody gives counts at once, is opened from the panel, and is read in both windows', async ({
  signedIn,
}) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const other = await signedIn('rep', 'dark');
  await readAll(rosa);
  const deal = `Told of ${stamp}`;
  const dealId = await dealOf(rosa, deal);
  const title = `Ring the buyer ${stamp}`;
  const text = `Ada Lovelace gave you a task: ${title}`;
  await open(rosa, '/board');
  await open(other, '/notifications');
  await expect(bell(rosa, 0)).toBeVisible();

  await giveTask(ada, title, await me(rosa), dealId);
  await expect(bell(rosa, 1)).toBeVisible(AT_ONCE);
  await expect(bell(other, 1)).toBeVisible();
  await expect(rosa.getByRole('status').filter({ hasText: text })).toHaveCount(1);
  // The page of them needs no toast: the line is there.
  await expect(line(other, text)).toContainText('Unread');
  await expect(other.getByRole('status').filter({ hasText: text })).toHaveCount(0);
  await expectAccessible(other);

  // By keyboard: the panel, its first line, and what it is about.
  await rosa.keyboard.press('i');
  await expect(panel(rosa).getByRole('link', { name: text })).toBeFocused();
  await expectAccessible(rosa);
  await rosa.keyboard.press('Enter');
  await expect(rosa.getByRole('heading', { level: 1, name: deal })).toBeVisible();
  await expect(panel(rosa)).toBeHidden();
  await expect(bell(rosa, 0)).toBeVisible();
  await expect(bell(other, 0)).toBeVisible();
  await expect(line(other, text)).not.toContainText('Unread');

  // Unread again there is unread again here; then all of it, and back.
  await other.keyboard.press('j');
  await other.keyboard.press('u');
  await expect(bell(rosa, 1)).toBeVisible();
  await other.getByText('Unread', { exact: true }).first().click();
  await expect(other).toHaveURL(/unread=true/);
  await expect(line(other, text)).toBeVisible();
  await other.getByRole('button', { name: 'Mark all as read' }).click();
  await expect(other.getByText('All read')).toBeVisible();
  await expect(bell(rosa, 0)).toBeVisible();
  await other.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(line(other, text)).toBeVisible();
  await expect(bell(rosa, 1)).toBeVisible();

  // On a phone the bell leads to the page.
  await rosa.setViewportSize({ width: 390, height: 800 });
  await header(rosa).getByRole('link', { name: 'Notifications: 1 unread' }).click();
  await expect(rosa.getByRole('heading', { level: 1, name: 'Notifications' })).toBeVisible();
  await expect(line(rosa, text)).toBeVisible();
  await expectNoSideways(rosa);
  await expectAccessible(rosa);
});

test('several tasks on one deal are one line, and the kinds are kept apart', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  await readAll(rosa);
  const dealId = await dealOf(rosa, `Many for ${stamp}`);
  const rosaId = await me(rosa);
  await open(rosa, '/board');
  for (const number of [1, 2, 3]) await giveTask(ada, `Step ${number} ${stamp}`, rosaId, dealId);
  await expect(
    rosa.getByText(`3 new tasks for you, the latest from Ada Lovelace: Step 3 ${stamp}`),
  ).toHaveCount(1);
  await expect(bell(rosa, 1)).toBeVisible();
  await bell(rosa, 1).click();
  await expect(line(rosa, `Step 3 ${stamp}`)).toContainText(`Many for ${stamp}`);
  await panel(rosa).getByRole('combobox', { name: 'Kind of notification' }).click();
  await panel(rosa).getByRole('option', { name: 'A task for you' }).click();
  await expect(line(rosa, `Step 3 ${stamp}`)).toBeVisible();
  await panel(rosa).getByRole('combobox', { name: 'Kind of notification' }).click();
  await panel(rosa).getByRole('option', { name: 'A reminder' }).click();
  await expect(line(rosa, `Step 3 ${stamp}`)).toHaveCount(0);
  await expect(panel(rosa).getByText('None of this kind')).toBeVisible();
  // The first Escape is for the list of kinds, the second for the panel.
  await panel(rosa).getByRole('combobox', { name: 'Kind of notification' }).click();
  await rosa.keyboard.press('Escape');
  await expect(panel(rosa)).toBeVisible();
  await rosa.keyboard.press('Escape');
  await expect(panel(rosa)).toBeHidden();
  await expect(bell(rosa, 1)).toBeFocused();
});

test('deals that somebody hands over together are one line, which leads to the latest', async ({
  signedIn,
}) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  await readAll(rosa);
  const ids: string[] = [];
  for (const number of [1, 2, 3]) ids.push(await dealOf(ada, `Handed ${number} ${stamp}`));
  const input = { ids, ownerId: await me(rosa) };
  const text = `3 new deals for you, the latest from Ada Lovelace: Handed 3 ${stamp}`;
  await open(rosa, '/accounts');
  await change(ada, 'assignDeals', 'AssignDealsInput', 'changed', input);
  await expect(bell(rosa, 1)).toBeVisible();
  await expect(rosa.getByRole('status').filter({ hasText: text })).toHaveCount(1);
  await bell(rosa, 1).click();
  await panel(rosa).getByRole('combobox', { name: 'Kind of notification' }).click();
  await panel(rosa).getByRole('option', { name: 'A deal for you' }).click();
  await expect(line(rosa, text)).toHaveCount(1);
  await expectAccessible(rosa);
  await panel(rosa).getByRole('link', { name: text }).click();
  await expect(rosa.getByRole('heading', { level: 1, name: `Handed 3 ${stamp}` })).toBeVisible();
  await expect(bell(rosa, 0)).toBeVisible();
});

test('an approval is told to whoever is asked, and its decision to whoever asked, each once', async ({
  signedIn,
}) => {
  const [admin, ben, rosa] = [
    await signedIn('admin'),
    await signedIn('manager'),
    await signedIn('rep', 'dark'),
  ];
  const deal = `Wants a nod ${stamp}`;
  const approvers = [{ kind: 'USER', userId: await me(ben) }];
  const policy = await policyOf(admin, `A nod ${stamp}`, [{ name: 'Lead', approvers, mode: 'ANY' }]);
  try {
    await setGate(admin, STAGE, policy);
    for (const page of [ben, rosa]) await readAll(page);
    const id = await dealOf(rosa, deal, { amount: '700' });
    await open(ben, '/board');
    await open(rosa, '/accounts');

    await move(rosa, id, STAGE, 'pendingApproval { id }');
    await expect(bell(ben, 1)).toBeVisible(AT_ONCE);
    const asked = ben.getByRole('status').filter({ hasText: `Rosa Klein asks for your approval: ${deal}` });
    await expect(asked).toHaveCount(1);
    await expect(bell(rosa, 0)).toBeVisible();
    await asked.getByRole('button', { name: 'Open' }).click();
    await expect(ben.getByRole('heading', { level: 1, name: 'Approval' })).toBeVisible();
    await expect(bell(ben, 0)).toBeVisible();
    await ben.getByRole('button', { name: `Approve: ${deal}`, exact: true }).click();

    await expect(bell(rosa, 1)).toBeVisible();
    const decided = `Ben Carter gave the last approval: ${deal}`;
    await expect(rosa.getByRole('status').filter({ hasText: decided })).toHaveCount(1);
    await bell(rosa, 1).click();
    await expect(panel(rosa).getByRole('link', { name: decided })).toBeFocused();
    await expectAccessible(rosa);
    // What oneself has decided is no news.
    await expect(bell(ben, 0)).toBeVisible();
  } finally {
    await restore(admin, STAGE);
  }
});

test('what one does not want to hear of is not told', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  await readAll(rosa);
  const inbox = rosa.getByRole('switch', { name: 'A task for you: Inbox' });
  await open(rosa, '/settings/notifications');
  try {
    await inbox.press('Space');
    await expect(inbox).not.toBeChecked();
    await rosa.reload();
    await expect(inbox).not.toBeChecked();
    // The server of the tests has no mail server.
    await expect(rosa.getByText('This server cannot send e-mails')).toBeVisible();
    await expect(rosa.getByRole('switch', { name: 'A task for you: E-mail' })).toBeDisabled();
    await expectAccessible(rosa);
    await rosa.setViewportSize({ width: 390, height: 800 });
    await expectNoSideways(rosa);
    await expectAccessible(rosa);
    await rosa.setViewportSize({ width: 1360, height: 860 });

    const deal = `Quietly won ${stamp}`;
    const id = await dealOf(rosa, deal, { amount: '700' });
    await giveTask(ada, `Unheard ${stamp}`, await me(rosa), id);
    await move(ada, id, 'Won', 'deal { id }');
    await expect(bell(rosa, 1)).toBeVisible();
    await bell(rosa, 1).click();
    await expect(line(rosa, `Ada Lovelace won the deal ${deal}`)).toBeVisible();
    await expect(line(rosa, `Unheard ${stamp}`)).toHaveCount(0);
  } finally {
    const preferences = [{ kind: 'TASK_ASSIGNED', inbox: true, email: true }];
    await change(
      rosa,
      'setNotificationPreferences',
      'SetNotificationPreferencesInput',
      'preferences { kind }',
      {
        preferences,
      },
    );
  }
});
