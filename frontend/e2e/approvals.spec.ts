import type { Page } from '@playwright/test';
import { dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';
import { me, policyOf, restore, setGate } from './policies';

const stamp = Date.now().toString(36);
const STAGE = 'Negotiation';

const step = (page: Page, name: string) =>
  page.getByRole('navigation', { name: /^Stages of/ }).getByRole('button', { name: new RegExp(`^${name}`) });
const pending = (page: Page) => page.getByRole('region', { name: `Waiting for approval to enter ${STAGE}` });
const item = (page: Page, deal: string) => page.getByRole('listitem', { name: deal, exact: true });
const cardIn = (page: Page, stage: string, deal: string) =>
  page.getByRole('region', { name: stage, exact: true }).getByRole('article').filter({ hasText: deal });
const nav = (page: Page) =>
  page.getByRole('navigation', { name: 'Main navigation' }).getByRole('link', { name: /^Approvals/ });

async function openBoard(page: Page): Promise<void> {
  await page.goto('/board');
  await live(page);
}

async function openDeal(page: Page, id: string): Promise<void> {
  await page.goto(`/deals/${id}`);
  await live(page);
}

test('an administrator says what needs approval, and a stage asks for it', async ({ signedIn }) => {
  const admin = await signedIn('admin');
  const name = `Large deals ${stamp}`;
  try {
    await admin.goto('/settings/approval-policies');
    await admin.getByRole('button', { name: 'New policy' }).first().click();
    const dialog = admin.getByRole('dialog', { name: 'New policy' });
    const nth = (number: number) => dialog.getByRole('group', { name: `Step ${number}`, exact: true });
    await dialog.getByRole('textbox', { name: 'Name of the policy' }).fill(name);
    await dialog.getByRole('button', { name: 'Create' }).click();
    await expect(nth(1).getByText('This field must not be empty.')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Amount from' }).fill('50000');
    await nth(1).getByRole('textbox', { name: 'Name of the step' }).fill('Sales lead');
    await nth(1).getByRole('combobox', { name: 'Approver 1', exact: true }).click();
    await admin.getByRole('option', { name: 'A certain person' }).click();
    await nth(1).getByRole('combobox', { name: 'Person of approver 1' }).fill('Ben');
    await admin.getByRole('option', { name: 'Ben Carter' }).click();
    await dialog.getByRole('button', { name: 'Add a step' }).click();
    await expect(nth(2).getByRole('textbox', { name: 'Name of the step' })).toBeFocused();
    await admin.keyboard.type('Management');
    await nth(2).getByRole('combobox', { name: 'Approver 1', exact: true }).click();
    await admin.getByRole('option', { name: 'Everybody of a role' }).click();
    await nth(2).getByRole('combobox', { name: 'Role of approver 1' }).click();
    await admin.getByRole('option', { name: 'Administrator' }).click();
    await nth(2).getByRole('textbox', { name: 'Within hours' }).fill('24');
    await expectAccessible(admin);
    await nth(2).getByRole('textbox', { name: 'Within hours' }).press('Control+Enter');
    await expect(dialog).toBeHidden();
    const row = admin.getByRole('listitem').filter({ hasText: name });
    await expect(row).toContainText('amount from €50,000');
    await expect(row).toContainText('Sales lead → Management');
    await expect(row).toContainText('no stage asks for it yet');

    // Another one, put first by keyboard, then switched off.
    const second = `Every deal ${stamp}`;
    await policyOf(admin, second, [{ name: 'Lead', approvers: [{ kind: 'OWNERS_MANAGER' }], mode: 'ANY' }]);
    await admin.reload();
    await admin.getByRole('button', { name: `Move ${second} up` }).press('Enter');
    const rows = admin.getByRole('list', { name: 'Approval policies' }).getByRole('listitem');
    await expect(rows.filter({ hasText: stamp }).first()).toContainText(second);
    const inUse = admin.getByRole('switch', { name: `${second} is in use` });
    await inUse.press('Space');
    await expect(inUse).not.toBeChecked();

    await admin.goto('/settings/pipelines');
    await admin
      .getByRole('button', { name: `Edit the stage ${STAGE}` })
      .first()
      .click();
    const stage = admin.getByRole('dialog');
    await stage.getByRole('combobox', { name: 'Asked for before entering' }).fill(name);
    await admin.getByRole('option', { name }).click();
    await stage.getByRole('button', { name: 'Save' }).click();
    await expect(stage).toBeHidden();
    await admin.goto('/settings/approval-policies');
    await expect(row.getByRole('link', { name: new RegExp(`^${STAGE}`) })).toBeVisible();
    await admin.setViewportSize({ width: 390, height: 800 });
    await expectNoSideways(admin);
    await expectAccessible(admin);
  } finally {
    await restore(admin, STAGE);
  }
});

test('a deal waits on every board until two people have agreed, then it moves by itself', async ({
  signedIn,
}) => {
  const [admin, ben, rosa] = [
    await signedIn('admin'),
    await signedIn('manager'),
    await signedIn('rep', 'dark'),
  ];
  const deal = `Big order ${stamp}`;
  const [ada, carter] = [await me(admin), await me(ben)];
  const policy = await policyOf(
    admin,
    `Two pairs of eyes ${stamp}`,
    [
      { name: 'Sales lead', approvers: [{ kind: 'USER', userId: carter }], mode: 'ANY', dueHours: 8 },
      { name: 'Management', approvers: [{ kind: 'USER', userId: ada }], mode: 'ANY' },
    ],
    { amountAtLeast: '50000' },
  );
  try {
    await setGate(admin, STAGE, policy);
    const dealId = await dealOf(rosa, deal, { amount: '60000' });
    const small = `Small order ${stamp}`;
    await dealOf(rosa, small, { amount: '900' });
    for (const page of [admin, ben, rosa]) await openBoard(page);

    // What the policy is not about moves as ever.
    await cardIn(rosa, 'Qualification', small).getByRole('link').focus();
    await rosa.keyboard.press('m');
    await rosa.getByRole('menuitem', { name: STAGE }).press('Enter');
    await expect(cardIn(rosa, STAGE, small)).toBeVisible();

    await cardIn(rosa, 'Qualification', deal).getByRole('link').focus();
    await rosa.keyboard.press('m');
    await rosa.getByRole('menuitem', { name: STAGE }).press('Enter');
    await expect(rosa.getByText(`Approval was asked for: ${deal} moves to ${STAGE}`)).toBeVisible();
    for (const page of [rosa, ben]) {
      await expect(cardIn(page, 'Qualification', deal)).toContainText(`Pending: ${STAGE}`);
      await expect(cardIn(page, STAGE, deal)).toHaveCount(0);
    }

    // The first is told, and decides on a phone.
    await expect(ben.getByText(`Rosa Klein asks for your approval: ${deal}`)).toBeVisible();
    await expect(nav(ben)).toContainText('1 approval waits for you');
    await ben.getByRole('status').getByRole('button', { name: 'Open' }).click();

    await expectAccessible(rosa);
    const list = await rosa.context().newPage();
    await list.goto(`/deals?q=${encodeURIComponent(deal)}`);
    await live(list);
    const mark = list.getByRole('img', { name: `Pending: ${STAGE}` });
    await expect(mark).toBeVisible();
    await expectAccessible(list);
    await list.screenshot({ path: 'test-results/approvals/table.png' });

    await ben.getByRole('link', { name: 'All approvals' }).click();
    await expect(item(ben, deal)).toContainText(`From Qualification to ${STAGE}`);
    await expect(item(ben, deal)).toContainText('€60,000');
    await expect(item(ben, deal)).toContainText('Due in 7 hours');
    await ben.setViewportSize({ width: 390, height: 800 });
    await expectNoSideways(ben);
    await expectAccessible(ben);
    await ben.getByRole('button', { name: `Approve: ${deal}`, exact: true }).click();
    await expect(ben.getByText(`Approved. Others still have to decide on ${deal}.`)).toBeVisible();
    // It stays where it was, without its buttons, until the page is left.
    await expect(ben.getByRole('button', { name: `Approve: ${deal}`, exact: true })).toHaveCount(0);
    await expect(item(ben, deal)).toBeVisible();

    // The second decides by keyboard.
    await expect(nav(admin)).toContainText('1 approval waits for you');
    await admin.keyboard.press('g');
    await admin.keyboard.press('v');
    await expect(item(admin, deal)).toContainText('Ben Carter approved');
    await admin.keyboard.press('j');
    await expect(item(admin, deal)).toBeFocused();
    await admin.keyboard.press('a');
    await expect(admin.getByRole('dialog', { name: `Approve: ${deal}` })).toBeVisible();
    await admin.keyboard.press('Enter');
    await expect(admin.getByText(`Approved: ${deal}`)).toBeVisible();
    await expect(nav(admin)).not.toContainText('for you');

    await expect(cardIn(rosa, STAGE, deal)).toBeVisible();
    await expect(cardIn(rosa, STAGE, deal)).not.toContainText('Pending');
    await expect(mark).toHaveCount(0);
    await openDeal(rosa, dealId);
    await rosa.goto(`/deals/${dealId}?tab=timeline`);
    await expect(rosa.getByText('asked for approval').first()).toBeVisible();
    await rosa
      .getByRole('link', { name: `to enter ${STAGE}` })
      .first()
      .click();
    await expect(rosa.getByRole('heading', { level: 1, name: 'Approval' })).toBeVisible();
    await expect(rosa.getByRole('article')).toContainText('Ada Lovelace approved');
  } finally {
    await restore(admin, STAGE);
  }
});

test('who asked recalls, who is asked hands over and rejects, and the deal page follows', async ({
  signedIn,
}) => {
  const [admin, ben, rosa] = [
    await signedIn('admin'),
    await signedIn('manager', 'dark'),
    await signedIn('rep'),
  ];
  const deal = `Contested order ${stamp}`;
  const approvers = [{ kind: 'USER', userId: await me(ben) }];
  const policy = await policyOf(admin, `One pair of eyes ${stamp}`, [
    { name: 'Lead', approvers, mode: 'ANY' },
  ]);
  try {
    await setGate(admin, STAGE, policy);
    const dealId = await dealOf(rosa, deal, { amount: '700' });
    await openDeal(rosa, dealId);
    await step(rosa, STAGE).click();
    await expect(pending(rosa)).toContainText('Ben Carter decides now');
    await expect(step(rosa, 'Qualification')).toHaveAttribute('aria-current', 'step');
    await expectAccessible(rosa);
    await pending(rosa)
      .getByRole('button', { name: `Recall: ${deal}` })
      .click();
    await rosa.getByRole('dialog').getByRole('button', { name: 'Recall' }).click();
    await expect(pending(rosa)).toHaveCount(0);

    await step(rosa, STAGE).click();
    await expect(pending(rosa)).toBeVisible();
    await ben.goto('/approvals');
    await live(ben);
    await ben.getByRole('button', { name: `Delegate: ${deal}` }).click();
    const hand = ben.getByRole('dialog', { name: `Delegate: ${deal}` });
    await hand.getByRole('combobox', { name: 'Who decides' }).fill('Ada');
    await ben.getByRole('option', { name: 'Ada Lovelace' }).click();
    await hand.getByRole('textbox', { name: 'Comment' }).fill('You know them better');
    await expectAccessible(ben);
    await hand.getByRole('button', { name: 'Delegate' }).click();
    await expect(hand).toBeHidden();
    await expect(pending(rosa)).toContainText('handed over by Ben Carter');
    await expect(pending(rosa)).toContainText('You know them better');

    await admin.goto('/approvals');
    await live(admin);
    await item(admin, deal)
      .getByRole('button', { name: `Reject: ${deal}` })
      .click();
    const no = admin.getByRole('dialog', { name: `Reject: ${deal}` });
    await no.getByRole('button', { name: 'Reject' }).click();
    await expect(no.getByText('Say why: the one who asked has to know.')).toBeVisible();
    await no.getByRole('textbox', { name: 'Comment' }).fill('First the credit check');
    await no.getByRole('button', { name: 'Reject' }).click();
    await expect(no).toBeHidden();
    await expect(pending(rosa)).toHaveCount(0);

    await rosa.goto('/approvals?view=asked');
    await expect(rosa.getByText('No request of yours is under way')).toBeVisible();
    await rosa.getByRole('button', { name: 'Show ended ones too' }).click();
    await expect(item(rosa, deal).filter({ hasText: 'First the credit check' })).toBeVisible();
    await rosa.getByRole('tab', { name: 'Decided' }).click();
    await expect(item(rosa, deal).filter({ hasText: 'First the credit check' })).toBeVisible();
    await rosa.setViewportSize({ width: 390, height: 800 });
    await expectNoSideways(rosa);
    await expectAccessible(rosa);
  } finally {
    await restore(admin, STAGE);
  }
});

test('many deals at once ask for their approvals, and the undo of one recalls it', async ({ signedIn }) => {
  const [admin, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const approvers = [{ kind: 'ROLE', role: 'ADMIN' }];
  const policy = await policyOf(admin, `All of them ${stamp}`, [{ name: 'Board', approvers, mode: 'ALL' }]);
  try {
    await setGate(admin, STAGE, policy);
    const single = await dealOf(rosa, `Alone ${stamp}`);
    await openDeal(rosa, single);
    await step(rosa, STAGE).click();
    await expect(pending(rosa)).toBeVisible();
    await rosa.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(pending(rosa)).toHaveCount(0);

    const name = `Flock ${stamp}`;
    for (const number of [1, 2]) await dealOf(rosa, `${name} ${number}`);
    await rosa.goto(`/deals?q=${encodeURIComponent(name)}`);
    await live(rosa);
    await expect(rosa.getByRole('checkbox', { name: 'Select this row' })).toHaveCount(2);
    await rosa.getByRole('checkbox', { name: 'Select all loaded rows' }).click();
    await rosa.getByRole('button', { name: 'Move to stage' }).click();
    const dialog = rosa.getByRole('dialog', { name: 'Move 2 deals' });
    await dialog.getByRole('combobox', { name: 'Pipeline and stage' }).fill(STAGE);
    await rosa.getByRole('option', { name: STAGE }).first().click();
    await dialog.getByRole('button', { name: 'Move' }).click();
    await expect(rosa.getByText('2 deals wait for approval and move once it is granted')).toBeVisible();
    await admin.goto('/approvals');
    await expect(item(admin, `${name} 1`)).toBeVisible();
    await expect(item(admin, `${name} 2`)).toBeVisible();
  } finally {
    await restore(admin, STAGE);
  }
});
