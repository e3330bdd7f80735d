import { change, dealOf, expect, expectAccessible, live, test } from './fixtures';

const SHOTS = 'test-results/presence';

test('two people on one deal see each other, and who edits what', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const name = `Presence ${Date.now()}`;
  const path = `/deals/${await dealOf(ada, name)}`;
  for (const page of [ada, rosa]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await live(page);
  }
  const here = ada.getByTestId('present');
  await expect(here).toContainText('Rosa Klein has this page open too');
  await expect(rosa.getByTestId('present')).toContainText('Ada Lovelace');

  const edited = ada.getByText('Rosa Klein is editing this');
  await rosa.getByRole('button', { name: 'Edit Next step' }).click();
  await expect(edited).toBeVisible();
  await expectAccessible(ada);
  await ada.screenshot({ path: `${SHOTS}/editing.png` });
  await rosa.keyboard.press('Escape');
  await expect(edited).toBeHidden();

  await rosa.goto('/tasks');
  await expect(here).not.toContainText('Rosa');
});

test('contacts and accounts tell who is there as well', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const input = { name: `Presence account ${Date.now()}` };
  const made = await change<{ account: { id: string } }>(
    ada,
    'createAccount',
    'CreateAccountInput',
    'account { id }',
    input,
  );
  for (const page of [ada, ben]) {
    await page.goto(`/accounts/${made.account.id}`);
    await live(page);
  }
  await expect(ada.getByTestId('present')).toContainText('Ben');
  await ben.getByRole('button', { name: 'Edit Website' }).click();
  await expect(ada.getByText(/is editing this/)).toBeVisible();
  await ben.close();
  await expect(ada.getByTestId('present')).not.toContainText('Ben');
});

test('a proposal and a contract package tell who is there, and who edits what', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const dealId = await dealOf(ada, `Presence on papers ${Date.now()}`);
  const { proposal } = await change<{ proposal: { id: string } }>(
    ada,
    'createProposal',
    'CreateProposalInput',
    'proposal { id }',
    { dealId },
  );
  const { contractPackage } = await change<{ contractPackage: { id: string } }>(
    ada,
    'createContractPackage',
    'CreateContractPackageInput',
    'contractPackage { id }',
    { dealId, name: 'Frame contract', fileIds: [] },
  );
  for (const [path, field] of [
    [`/proposals/${proposal.id}`, 'Introduction'],
    [`/contracts/${contractPackage.id}`, 'Name'],
  ] as const) {
    for (const page of [ada, rosa]) {
      await page.goto(path);
      await live(page);
    }
    await expect(rosa.getByTestId('present')).toContainText('Ada Lovelace');
    await rosa.getByRole('button', { name: `Edit ${field}`, exact: true }).click();
    await rosa.getByRole('textbox', { name: field }).focus();
    await expect(ada.getByText('Rosa Klein is editing this')).toBeVisible();
    await expectAccessible(ada);
    await ada.screenshot({ path: `${SHOTS}/${field}.png` });
  }
});
