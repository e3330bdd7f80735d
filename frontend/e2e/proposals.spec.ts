import type { Page } from '@playwright/test';
import { change, dealOf, expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const SHOTS = 'test-results/proposals';
const stamp = () => Date.now().toString(36);

async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

async function line(page: Page, dealId: string, description: string, more: object = {}): Promise<void> {
  const input = { dealId, description, unitPrice: '100', ...more };
  await change(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', input);
}

interface Made {
  id: string;
  number: string;
}

/** A draft with the deal's lines. */
async function draftOf(page: Page, dealId: string): Promise<Made> {
  const made = await change<{ proposal: Made }>(
    page,
    'createProposal',
    'CreateProposalInput',
    'proposal { id number }',
    { dealId },
  );
  return made.proposal;
}

/** One step on a proposal's way, without the screen. */
async function step(page: Page, name: string, id: string, more: object = {}): Promise<void> {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  await change(page, name, type, 'proposal { id }', { id, ...more });
}

async function open(page: Page, id: string, search = ''): Promise<void> {
  await page.goto(`/proposals/${id}${search}`);
  await live(page);
  await expect(page.getByRole('tab', { name: 'Content' })).toBeVisible();
}

const lines = (page: Page) => page.getByRole('region', { name: 'What is offered' }).getByRole('table');
const row = (page: Page, text: string) => lines(page).getByRole('row').filter({ hasText: text });
const total = (page: Page, name: string) =>
  page.locator('dl[aria-label="Totals of the proposal"] > div').filter({ hasText: name });
const status = (page: Page, name: string) => page.getByRole('main').getByText(name, { exact: true }).first();

/** What the lines are called, from the first to the last. */
async function order(page: Page): Promise<string[]> {
  const names = lines(page).getByRole('button', { name: 'Edit Description' });
  return (await names.allTextContents()).map((name) => name.trim());
}

async function action(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else await button.click();
}

test('a proposal is made of a deal, written, handed in, sent and accepted', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const name = `Offered ${stamp()}`;
  const dealId = await dealOf(page, name, { currency: 'EUR' });
  await line(page, dealId, 'Licence', { quantity: '10', unitPrice: '49.90', taxPercent: '21' });
  await line(page, dealId, 'Training', { unitPrice: '1200', discountPercent: '10', taxPercent: '21' });
  await page.goto(`/deals/${dealId}?tab=proposals`);
  await live(page);
  await expect(page.getByText('Nothing was offered yet')).toBeVisible();
  await page.getByRole('button', { name: 'New proposal' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^P-\d{4}-\d{4}$/ })).toBeVisible();
  await expect(row(page, 'Training')).toContainText('1,080');
  await expect(total(page, 'Sum of the lines')).toContainText('1,579');

  // A discount on everything, at once in all the sums: 1579 less 5 %, and 21 % on top.
  await page.getByRole('button', { name: 'Edit Discount on everything, %' }).click();
  const discount = page.getByRole('textbox', { name: 'Discount on everything, %' });
  await discount.fill('5');
  await discount.press('Enter');
  await expect(total(page, 'Net')).toContainText('1,500.05');
  await expect(total(page, 'Tax').first()).toContainText('315.01');
  await expect(total(page, 'Total with tax')).toContainText('1,815.06');
  await expect(total(page, 'Margin')).toContainText('not known: 2 lines have no cost');

  // A line changes, another is put first by keyboard, a third is taken off and comes back.
  await row(page, 'Licence').getByRole('button', { name: 'Edit Quantity' }).click();
  await row(page, 'Licence').getByRole('textbox', { name: 'Quantity' }).fill('20');
  await row(page, 'Licence').getByRole('textbox', { name: 'Quantity' }).press('Enter');
  await expect(total(page, 'Sum of the lines')).toContainText('2,078');
  await page.getByRole('button', { name: /^Move “Training”/ }).press('ArrowUp');
  await expect.poll(() => order(page)).toEqual(['Training', 'Licence']);
  const form = page.getByRole('form', { name: 'Add a line' });
  await form.getByRole('combobox', { name: 'Product or description' }).fill('Travel');
  await form.getByRole('textbox', { name: 'Unit price' }).fill('300');
  await form.getByRole('textbox', { name: 'Unit price' }).press('Enter');
  await expect.poll(() => order(page)).toEqual(['Training', 'Licence', 'Travel']);
  await row(page, 'Training')
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Remove the line' }).click();
  await expect.poll(() => order(page)).toEqual(['Licence', 'Travel']);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => order(page)).toEqual(['Training', 'Licence', 'Travel']);

  // Words around it, with a preview.
  await page.getByRole('button', { name: 'Edit Introduction' }).click();
  await page.getByRole('textbox', { name: 'Introduction' }).fill('Thank you for **your** interest.');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await expect(page.locator('strong').filter({ hasText: 'your' })).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Introduction' })).toContainText(
    'Thank you for your interest.',
  );

  // Handed in: nobody has to approve, so it is approved, and nothing can be changed any more.
  await action(page, 'Submit…');
  const submit = page.getByRole('dialog');
  await submit.getByRole('textbox', { name: 'Message' }).fill('The discount is what they asked for.');
  await submit.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(submit).toBeHidden();
  await expect(status(page, 'Approved')).toBeVisible();
  await expect(page.getByText('It is approved as it is')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Edit (Quantity|Valid|Intro)/ })).toHaveCount(0);

  await action(page, 'Mark as sent');
  await page.getByRole('dialog').getByRole('button', { name: 'It was sent' }).click();
  await expect(status(page, 'Sent')).toBeVisible();

  await action(page, 'Accepted…');
  const accept = page.getByRole('dialog');
  await expect(
    accept
      .getByRole('textbox', { name: /^What happens to/ })
      .or(accept.getByRole('combobox', { name: /^What happens to/ })),
  ).toHaveValue('Won');
  await accept.getByRole('button', { name: 'Accepted', exact: true }).click();
  await expect(accept).toBeHidden();
  await expect(status(page, 'Accepted')).toBeVisible();
  await page
    .getByRole('region', { name: 'Orders' })
    .getByRole('link', { name: /^O-\d{4}-\d{4}$/ })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: /^O-/ })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Lines' })).toContainText('Licence');

  // The deal took over what was agreed on, and is won.
  const { deal } = await ask<{ deal: { status: string; amount: string; lineTotals: { net: string } } }>(
    page,
    'query($id: ID!) { deal(id: $id) { status amount lineTotals { net } } }',
    { id: dealId },
  );
  expect(deal.status).toBe('WON');
  expect(deal.amount).toBe(deal.lineTotals.net);

  // The order goes its way too, and each step has a way back.
  await page.getByRole('button', { name: 'Mark as fulfilled' }).click();
  await expect(status(page, 'Fulfilled')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Mark as fulfilled' })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel the order…' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Why?' }).fill('Ordered twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click();
  await expect(status(page, 'Cancelled')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Ordered twice');
});

test('two people write one proposal, and the same field only after a question', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await dealOf(ada, `Together ${stamp()}`, { currency: 'EUR' });
  for (const name of ['First', 'Second', 'Third']) await line(ada, dealId, name);
  const { id } = await draftOf(ada, dealId);
  await open(ada, id);
  await open(ben, id);
  await expect.poll(() => order(ben)).toEqual(['First', 'Second', 'Third']);

  await ada.getByRole('button', { name: /^Move “Third”/ }).dragTo(row(ada, 'First'), {
    targetPosition: { x: 80, y: 4 },
  });
  await expect.poll(() => order(ada)).toEqual(['Third', 'First', 'Second']);
  await expect.poll(() => order(ben)).toEqual(['Third', 'First', 'Second']);
  await ben.getByRole('button', { name: 'Edit Unit price' }).first().click();
  await row(ben, 'Third').getByRole('textbox', { name: 'Unit price' }).fill('250.5');
  await row(ben, 'Third').getByRole('textbox', { name: 'Unit price' }).press('Enter');
  await expect(total(ada, 'Net')).toContainText('450.50');

  // Both write the introduction: whoever saves last is asked.
  for (const [page, text] of [
    [ada, 'Dear Ms Novak'],
    [ben, 'Good morning'],
  ] as const) {
    await page.getByRole('button', { name: 'Edit Introduction' }).click();
    await page.getByRole('textbox', { name: 'Introduction' }).fill(text);
  }
  await ada.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(ada.getByRole('region', { name: 'Introduction' })).toContainText('Dear Ms Novak');
  await ben.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(ben.getByText('Introduction was changed by Ada Lovelace meanwhile')).toBeVisible();
  await expect(ben.getByRole('alert').filter({ hasText: 'Dear Ms Novak' })).toBeVisible();
  await ben.getByRole('button', { name: 'Keep mine' }).click();
  await expect(ben.getByRole('region', { name: 'Introduction' })).toContainText('Good morning');
  await expect(ada.getByRole('region', { name: 'Introduction' })).toContainText('Good morning');

  // What one hands in the other can only read from then on, and the deal's page knows at once.
  await ada.goto(`/deals/${dealId}?tab=proposals`);
  await live(ada);
  const listed = ada.getByRole('table', { name: 'Current proposals' });
  await expect(listed).toContainText('Draft');
  await action(ben, 'Submit…');
  await ben.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(listed).toContainText('Approved');
  await open(ada, id);
  await action(ben, 'Edit again');
  await expect(ben.getByRole('dialog')).toContainText('its approval no longer counts');
  await ben.getByRole('dialog').getByRole('button', { name: 'Edit again' }).click();
  await expect(ada.getByRole('button', { name: 'Edit Quantity' }).first()).toBeVisible();
});

test('a declined one is answered with a new version, and both stand side by side', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const dealId = await dealOf(page, `Twice ${stamp()}`, { currency: 'EUR' });
  await line(page, dealId, 'Licence', { quantity: '10', unitPrice: '50' });
  await line(page, dealId, 'Training', { unitPrice: '900' });
  await line(page, dealId, 'Support', { unitPrice: '120' });
  const { id, number } = await draftOf(page, dealId);
  await step(page, 'submitProposal', id);
  await step(page, 'sendProposal', id);
  await open(page, id);
  await action(page, 'Declined…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Declined', exact: true }).click();
  await expect(dialog.getByText('This field must not be empty.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('Too dear');
  await dialog.getByRole('button', { name: 'Declined', exact: true }).click();
  await expect(status(page, 'Declined')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Too dear');

  await action(page, 'New version');
  await page.getByRole('dialog').getByRole('button', { name: 'New version' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${number} · version 2` })).toBeVisible();
  await live(page);
  await row(page, 'Licence').getByRole('button', { name: 'Edit Unit price' }).click();
  await row(page, 'Licence').getByRole('textbox', { name: 'Unit price' }).fill('45');
  await row(page, 'Licence').getByRole('textbox', { name: 'Unit price' }).press('Enter');
  await row(page, 'Training')
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Remove the line' }).click();
  await expect(total(page, 'Net')).toContainText('570');

  await page.getByRole('tab', { name: /^Versions/ }).click();
  const differences = page.getByRole('list', { name: 'Differences' });
  const changed = differences.getByRole('listitem').filter({ hasText: 'Licence' });
  await expect(changed).toContainText('Changed');
  await expect(changed).toContainText('€50');
  await expect(changed).toContainText('€45');
  const removed = differences.getByRole('listitem').filter({ hasText: 'Training' });
  await expect(removed).toContainText('Removed');
  await expect(removed).toContainText('not offered');
  await expect(differences.getByRole('listitem').filter({ hasText: 'Support' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 1 unchanged line' }).click();
  await expect(differences.getByRole('listitem').filter({ hasText: 'Support' })).toContainText('Unchanged');
  await expect(page.getByText('Difference, net: −€950')).toBeVisible();

  // The first one says who took its place.
  await page.getByRole('link', { name: 'Version 1' }).first().click();
  await expect(page.getByText('A newer version has taken its place')).toBeVisible();
  await page.getByRole('link', { name: 'Open version 2' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${number} · version 2` })).toBeVisible();

  // Put away it leaves the list, and Undo brings it back.
  await page.goto(`/deals/${dealId}?tab=proposals`);
  await live(page);
  const current = page.getByRole('table', { name: 'Current proposals' });
  await current.getByRole('button', { name: `More for ${number} · version 2` }).click();
  await page.getByRole('menuitem', { name: 'Put away' }).click();
  await expect(current).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 2 inactive proposals' }).click();
  await expect(page.getByRole('table', { name: 'Inactive proposals' })).toContainText('Put away');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(current).toContainText('version 2');
});

test('accepting asks for what the won stage needs, and nothing happens before it is there', async ({
  signedIn,
}) => {
  const page = await signedIn('manager');
  const admin = await signedIn('admin');
  type Stages = { pipelines: { isDefault: boolean; stages: { id: string; kind: string }[] }[] };
  const { pipelines } = await ask<Stages>(page, '{ pipelines { isDefault stages { id kind } } }');
  const won = pipelines.find(({ isDefault }) => isDefault)?.stages.find(({ kind }) => kind === 'WON');
  const setGate = (gate: object[]) =>
    change(admin, 'updateStage', 'UpdateStageInput', 'stage { id }', { id: won?.id, gate });
  await setGate([{ kind: 'FIELD', key: 'customerNeeds' }]);
  try {
    const dealId = await dealOf(page, `Gated ${stamp()}`, { currency: 'EUR' });
    await line(page, dealId, 'Licence');
    const { id } = await draftOf(page, dealId);
    await step(page, 'submitProposal', id);
    await step(page, 'sendProposal', id);
    await open(page, id);
    await action(page, 'Accepted…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Accepted', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Won asks for more');
    await expect(status(page, 'Sent')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Customer needs' }).fill('Fewer errors at night');
    await dialog.getByRole('button', { name: 'Accepted', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(status(page, 'Accepted')).toBeVisible();
    const { deal } = await ask<{ deal: { status: string; customerNeeds: string } }>(
      page,
      'query($id: ID!) { deal(id: $id) { status customerNeeds } }',
      { id: dealId },
    );
    expect(deal).toEqual({ status: 'WON', customerNeeds: 'Fewer errors at night' });
  } finally {
    await setGate([]);
  }
});

test('proposals and orders are found: in their lists, by search, in the timeline', async ({ signedIn }) => {
  const [page, other] = [await signedIn('rep'), await signedIn('admin')];
  const name = `Listed ${stamp()}`;
  const dealId = await dealOf(page, name, { currency: 'EUR' });
  await line(page, dealId, 'Licence');
  await page.goto('/proposals?dialog=new');
  const dialog = page.getByRole('dialog', { name: 'New proposal' });
  await dialog.getByRole('combobox', { name: 'Deal' }).fill(name);
  await page.getByRole('option', { name }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  const heading = page.getByRole('heading', { level: 1, name: /^P-/ });
  await expect(heading).toBeVisible();
  const number = await heading.textContent();
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await other.goto(`/proposals?q=${number}`);
  await live(other);
  const found = other.getByRole('row').filter({ hasText: String(number) });
  await expect(found).toContainText('Draft');
  await step(page, 'submitProposal', id);
  await expect(found).toContainText('Approved');
  await other.getByRole('tab', { name: 'Drafts' }).click();
  await expect(found).toHaveCount(0);

  await other.getByRole('searchbox', { name: /^Search deals/ }).fill(String(number));
  await other.getByRole('option', { name: new RegExp(String(number)) }).click();
  await expect(other.getByRole('heading', { level: 1, name: String(number) })).toBeVisible();

  await other.goto(`/deals/${dealId}?tab=timeline`);
  await expect(other.getByRole('link', { name: String(number) }).first()).toBeVisible();

  // By hand an order is made of the deal's lines.
  await page.goto(`/deals/${dealId}?tab=proposals`);
  await page.getByRole('button', { name: 'New order' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the order' }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^O-/ })).toBeVisible();
  await expect(page.getByText('made by hand')).toBeVisible();
  await other.goto(`/orders?q=${encodeURIComponent(name)}`);
  await expect(other.getByRole('row').filter({ hasText: name })).toContainText('Open');
});

for (const colours of ['light', 'dark'] as const) {
  test(`proposals and orders are accessible and fit, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const prices = [{ currency: 'EUR', unitPrice: '49.90', unitCost: '20' }];
    const made = await change<{ product: { id: string } }>(
      page,
      'createProduct',
      'CreateProductInput',
      'product { id }',
      { name: `Platform licence, ${colours}`, code: `PROP-${colours}`, taxPercent: '21', prices },
    );
    const dealId = await dealOf(page, `Platform for two plants, ${colours}`, { currency: 'EUR' });
    await line(page, dealId, 'Platform licence', {
      productId: made.product.id,
      quantity: '250',
      unitPrice: '49.90',
      discountPercent: '12.5',
      taxPercent: '21',
    });
    await line(page, dealId, 'Introduction and training on site, travel included', { unitPrice: '1250' });
    await line(page, dealId, 'Premium support', { quantity: '12', unitPrice: '89.5', taxPercent: '21' });
    const { id } = await draftOf(page, dealId);
    await change(page, 'updateProposal', 'UpdateProposalInput', 'proposal { id }', {
      id,
      discountPercent: '2.5',
      intro: 'Thank you for the good talk on Monday. This is what we **suggest**:',
      terms: '- Payable within 30 days\n- Travel at cost',
    });
    await step(page, 'submitProposal', id);
    await step(page, 'sendProposal', id);
    const revised = await change<{ proposal: Made }>(
      page,
      'reviseProposal',
      'ReviseProposalInput',
      'proposal { id number }',
      { id },
    );
    const next = revised.proposal.id;
    const { proposal } = await ask<{ proposal: { lines: { id: string }[] } }>(
      page,
      'query($id: ID!) { proposal(id: $id) { lines { id } } }',
      { id: next },
    );
    const [first, second] = proposal.lines;
    await change(page, 'updateProposalLine', 'UpdateProposalLineInput', 'proposal { id }', {
      id: first?.id,
      discountPercent: '17.5',
    });
    await change(page, 'removeProposalLine', 'RemoveProposalLineInput', 'proposal { id }', {
      id: second?.id,
    });
    const ordered = await change<{ order: { id: string } }>(
      page,
      'createOrder',
      'CreateOrderInput',
      'order { id }',
      { dealId, note: 'Deliver to the back entrance' },
    );

    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      const shot = async (name: string, fullPage = true) => {
        await expectAccessible(page);
        await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colours}.png`, fullPage });
      };
      await open(page, next);
      await expect(row(page, 'Premium support')).toBeVisible();
      await expectNoSideways(page);
      await shot('draft');
      await open(page, id);
      await expect(page.getByText('A newer version has taken its place')).toBeVisible();
      await shot('read-only');
      await open(page, next, '?tab=versions');
      await expect(page.getByRole('list', { name: 'Differences' })).toContainText('Removed');
      await page.getByText('Difference, net:').scrollIntoViewIfNeeded();
      await expectNoSideways(page);
      await shot('versions');
      await open(page, next, '?dialog=submit');
      await expect(page.getByRole('dialog')).toBeVisible();
      await shot('submit', false);
      await page.goto(`/deals/${dealId}?tab=proposals`);
      await expect(page.getByRole('table', { name: 'Current proposals' })).toBeVisible();
      await shot('deal');
      await page.goto(`/proposals?q=${colours}`);
      await expect(page.getByText(revised.proposal.number).first()).toBeVisible();
      await shot('list', false);
      await page.goto(`/orders/${ordered.order.id}`);
      await expect(page.getByText('Deliver to the back entrance')).toBeVisible();
      await expectNoSideways(page);
      await shot('order');
      await page.goto(`/products/${made.product.id}`);
      await expect(page.getByText('Cost in EUR')).toBeVisible();
      await shot('product', false);
    }
  });
}
