import type { Page } from '@playwright/test';
import { change, dealOf, expect, live, test } from './fixtures';

const stamp = Date.now().toString(36);
const DEAL = `Offer with a discount ${stamp}`;

async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

async function me(page: Page): Promise<string> {
  return (await ask<{ viewer: { id: string } }>(page, '{ viewer { id } }')).viewer.id;
}

/** A fourth person, signed in instead of whoever the page belonged to. */
async function becomes(page: Page, admin: Page, name: string): Promise<void> {
  const [email, password] = [
    `${name.split(' ')[0]?.toLowerCase()}-${stamp}@e2e.example`,
    'a long enough word',
  ];
  await change(admin, 'createUser', 'CreateUserInput', 'user { id }', {
    name,
    email,
    password,
    role: 'MANAGER',
  });
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: {
      query: 'mutation($input: SignInInput!) { signIn(input: $input) { viewer { name } } }',
      variables: { input: { email, password } },
    },
  });
  expect((await answer.json()).data.signIn.viewer.name).toBe(name);
}

const status = (page: Page, name: string) => page.getByRole('main').getByText(name, { exact: true }).first();
const progress = (page: Page) => page.getByRole('region', { name: 'Approval', exact: true });
const item = (page: Page) => page.getByRole('listitem', { name: DEAL, exact: true });
const decide = (page: Page, what: string) =>
  item(page)
    .getByRole('button', { name: `${what}: ${DEAL}`, exact: true })
    .last();

async function inbox(page: Page): Promise<void> {
  await page.goto('/approvals');
  await live(page);
}

async function action(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else await button.click();
}

async function submit(rosa: Page, message: string): Promise<void> {
  await action(rosa, 'Submit…');
  const dialog = rosa.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Message' }).fill(message);
  await dialog.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(status(rosa, 'In approval')).toBeVisible();
}

test('four people bring an offer with a large discount from the first draft to an order', async ({
  signedIn,
}) => {
  test.setTimeout(180_000);
  const [ada, ben, cora, rosa] = [
    await signedIn('admin'),
    await signedIn('manager'),
    await signedIn('manager', 'dark'),
    await signedIn('rep'),
  ];
  await becomes(cora, ada, 'Cora Finn');
  const steps = [
    { name: 'Sales lead', approvers: [{ kind: 'USER', userId: await me(ben) }], mode: 'ANY' },
    { name: 'Finance', approvers: [{ kind: 'USER', userId: await me(ada) }], mode: 'ANY' },
  ];
  const { approvalPolicy } = await change<{ approvalPolicy: { id: string } }>(
    ada,
    'createApprovalPolicy',
    'CreateApprovalPolicyInput',
    'approvalPolicy { id }',
    { name: `Large discounts ${stamp}`, subject: 'PROPOSAL', steps, condition: { discountAtLeast: '20' } },
  );
  try {
    const dealId = await dealOf(rosa, DEAL, { currency: 'EUR' });
    const licence = { dealId, description: 'Licence', quantity: '10', unitPrice: '1000', taxPercent: '21' };
    await change(rosa, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', licence);
    for (const page of [ada, cora]) await inbox(page);
    await inbox(ben);

    // Rosa prepares the offer; nobody has asked for anything yet.
    await rosa.goto(`/deals/${dealId}?tab=proposals`);
    await live(rosa);
    await rosa.getByRole('button', { name: 'New proposal' }).click();
    await expect(rosa.getByRole('heading', { level: 1, name: /^P-\d{4}-\d{4}$/ })).toBeVisible();
    await rosa.getByRole('button', { name: 'Edit Discount on everything, %' }).click();
    const discount = rosa.getByRole('textbox', { name: 'Discount on everything, %' });
    await discount.fill('22');
    await discount.press('Enter');
    await expect(rosa.locator('dl[aria-label="Totals of the proposal"]')).toContainText('7,800');
    await submit(rosa, 'They buy ten at once.');
    await expect(progress(rosa)).toContainText('Ben Carter decides now');

    // Ben hands it over, Cora agrees, and the next step is asked: everybody's page follows.
    await expect(item(ben)).toContainText('They buy ten at once.');
    await expect(item(ben)).toContainText('22');
    await decide(ben, 'Delegate').click();
    const hand = ben.getByRole('dialog', { name: `Delegate: ${DEAL}` });
    await hand.getByRole('combobox', { name: 'Who decides' }).fill('Cora');
    await ben.getByRole('option', { name: 'Cora Finn' }).click();
    await hand.getByRole('button', { name: 'Delegate' }).click();
    await expect(hand).toBeHidden();
    await expect(progress(rosa)).toContainText('handed over by Ben Carter');
    await decide(cora, 'Approve').click();
    await expect(progress(rosa)).toContainText('Cora Finn approved');

    // Ada says no, and why; the page says so without a reload.
    await decide(ada, 'Reject').click();
    const no = ada.getByRole('dialog', { name: `Reject: ${DEAL}` });
    await no.getByRole('textbox', { name: 'Comment' }).fill('Twenty-one is what we can give');
    await no.getByRole('button', { name: 'Reject' }).click();
    await expect(no).toBeHidden();
    await expect(status(rosa, 'Not approved')).toBeVisible();
    await expect(progress(rosa)).toContainText('Twenty-one is what we can give');

    // The next version asks the same people again.
    await action(rosa, 'New version');
    await rosa.getByRole('dialog').getByRole('button', { name: 'New version' }).click();
    await expect(rosa.getByRole('heading', { level: 1, name: /version 2/ })).toBeVisible();
    await rosa.getByRole('button', { name: 'Edit Discount on everything, %' }).click();
    await discount.fill('21');
    await discount.press('Enter');
    await expect(rosa.locator('dl[aria-label="Totals of the proposal"]')).toContainText('7,900');
    await submit(rosa, 'Twenty-one then.');
    await inbox(ben);
    await decide(ben, 'Approve').click();
    await expect(progress(rosa)).toContainText('Ben Carter approved');
    await inbox(ada);
    await decide(ada, 'Approve').click();
    await expect(status(rosa, 'Approved')).toBeVisible();

    // It goes to the customer, who takes it: the deal is won and there is an order.
    await ben.goto(`/deals/${dealId}?tab=proposals`);
    await live(ben);
    await action(rosa, 'Mark as sent');
    await rosa.getByRole('dialog').getByRole('button', { name: 'It was sent' }).click();
    await expect(status(rosa, 'Sent')).toBeVisible();
    await action(rosa, 'Accepted…');
    await rosa.getByRole('dialog').getByRole('button', { name: 'Accepted', exact: true }).click();
    await expect(status(rosa, 'Accepted')).toBeVisible();
    await expect(
      rosa.getByRole('region', { name: 'Orders' }).getByRole('link', { name: /^O-\d{4}-\d{4}$/ }),
    ).toBeVisible();
    await expect(ben.getByRole('main').getByText('Won', { exact: true }).first()).toBeVisible();
    await expect(ben.getByRole('link', { name: /^O-\d{4}-\d{4}$/ })).toBeVisible();
    const { deal } = await ask<{ deal: { status: string; amount: string; orders: { totalCount: number } } }>(
      ada,
      'query($id: ID!) { deal(id: $id) { status amount orders { totalCount } } }',
      { id: dealId },
    );
    expect(deal).toEqual({ status: 'WON', amount: '7900.00', orders: { totalCount: 1 } });
  } finally {
    await change(ada, 'updateApprovalPolicy', 'UpdateApprovalPolicyInput', 'approvalPolicy { id }', {
      id: approvalPolicy.id,
      active: false,
    });
  }
});
