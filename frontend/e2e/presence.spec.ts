import { change, dealOf, expect, expectAccessible, live, test } from './fixtures';

const SHOTS = 'test-results/presence';

test('two people on one deal see each other, and who edits what', async ({ signedIn }) => {
  const [anna, tereza] = [await signedIn('admin'), await signedIn('rep')];
  const name = `Presence ${Date.now()}`;
  const path = `/deals/${await dealOf(anna, name)}`;
  for (const page of [anna, tereza]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
    await live(page);
  }
  const here = anna.getByTestId('present');
  await expect(here).toContainText('Tereza Nováková has this page open too');
  await expect(tereza.getByTestId('present')).toContainText('Anna Lindqvist');

  const edited = anna.getByText('Tereza Nováková is editing this');
  await tereza.getByRole('button', { name: 'Edit Next step' }).click();
  await expect(edited).toBeVisible();
  await expectAccessible(anna);
  await anna.screenshot({ path: `${SHOTS}/editing.png` });
  await tereza.keyboard.press('Escape');
  await expect(edited).toBeHidden();

  await tereza.getByRole('link', { name: 'Tasks', exact: true }).click();
  await expect(here).not.toContainText('Tereza');
});

test('contacts and accounts tell who is there as well', async ({ signedIn }) => {
  const [anna, marek] = [await signedIn('admin'), await signedIn('manager')];
  const input = { name: `Presence account ${Date.now()}` };
  const made = await change<{ account: { id: string } }>(
    anna,
    'createAccount',
    'CreateAccountInput',
    'account { id }',
    input,
  );
  for (const page of [anna, marek]) {
    await page.goto(`/accounts/${made.account.id}`);
    await live(page);
  }
  await expect(anna.getByTestId('present')).toContainText('Marek');
  await marek.getByRole('button', { name: 'Edit Website' }).click();
  await expect(anna.getByText(/is editing this/)).toBeVisible();
  await marek.close();
  await expect(anna.getByTestId('present')).not.toContainText('Marek');
});
