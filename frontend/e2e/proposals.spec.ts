import { dealOf, expect, live, test } from './fixtures';
import { action, ask, draftOf, line, open, order, row, stamp, status, step, total } from './proposalSteps';

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
  const title = page.getByRole('heading', { level: 1, name: /^O-/ });
  await expect(title).toBeVisible();
  await expect(page.getByText('made by hand')).toBeVisible();
  const orderNumber = String(await title.textContent());
  await other.goto(`/orders?q=${encodeURIComponent(name)}`);
  const order = other.getByRole('row').filter({ hasText: name });
  await expect(order).toContainText('Open');

  // By its number too: in the list, and from anywhere.
  const words = other.getByRole('searchbox', { name: 'Search orders' });
  await words.fill(`${orderNumber}0`);
  await expect(order).toHaveCount(0);
  await words.fill(orderNumber);
  await expect(order).toContainText(orderNumber);
  await other.getByRole('searchbox', { name: /^Search deals/ }).fill(orderNumber);
  await other.getByRole('option', { name: new RegExp(orderNumber) }).click();
  await expect(other.getByRole('heading', { level: 1, name: orderNumber })).toBeVisible();
});
