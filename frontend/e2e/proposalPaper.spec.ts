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
  await page.keyboard.press('Escape');
  // What was sent is put with the deal's files while one watches.
  await change(page, 'submitProposal', 'SubmitProposalInput', 'proposal { id }', { id: proposal.id });
  await change(page, 'sendProposal', 'SendProposalInput', 'proposal { id }', { id: proposal.id });
  await page.getByRole('link', { name: /^P-.*\.pdf$/ }).click();
  await expect(page.getByRole('dialog').locator('canvas').first()).toBeVisible();
  await expect(page).toHaveURL(/\/deals\/.*tab=files/);
});
