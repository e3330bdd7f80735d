import { change, dealOf, expect, expectAccessible, expectNoSideways, test } from './fixtures';
import { ask, draftOf, line, type Made, open, row, step } from './proposalSteps';

const SHOTS = 'test-results/proposals';

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
