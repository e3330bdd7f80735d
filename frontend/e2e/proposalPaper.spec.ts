import { change, dealOf, expect, expectAccessible, live, test } from './fixtures';

test('a proposal is read as the customer gets it', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const dealId = await dealOf(page, `Paper ${Date.now()}`, { currency: 'EUR' });
  const licence = { dealId, description: 'Licence', quantity: '10', unitPrice: '1000', taxPercent: '21' };
  await change(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', licence);
  const { proposal } = await change<{ proposal: { id: string } }>(
    page,
    'createProposal',
    'CreateProposalInput',
    'proposal { id }',
    { dealId },
  );
  await page.goto(`/proposals/${proposal.id}`);
  await live(page);
  await page.getByRole('button', { name: /as PDF$/ }).click();
  await expect(page.getByRole('dialog').locator('canvas').first()).toBeVisible();
  await expectAccessible(page);
});
