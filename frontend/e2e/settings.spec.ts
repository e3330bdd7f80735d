import { expect, expectAccessible, expectNoSideways, live, test } from './fixtures';

const stamp = Date.now().toString(36);
const SECTIONS = [
  'profile',
  'workspace',
  'pipelines',
  'users',
  'teams',
  'lookups',
  'custom-fields',
  'data-standards',
  'api-keys',
  'currencies',
  'document-templates',
] as const;

test('a stage is added, renamed, reordered and removed', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/pipelines');
  // A pipeline of its own: the other tests' deals stay where they are.
  await page.getByRole('button', { name: 'New pipeline' }).click();
  const pipeline = page.getByRole('dialog', { name: 'New pipeline' });
  await pipeline.getByRole('textbox', { name: /^Name/ }).fill(`Partners ${stamp}`);
  await pipeline.getByRole('button', { name: 'Create' }).click();
  const stages = page.getByRole('list', { name: `Stages of Partners ${stamp}` });
  await expect(stages).toBeVisible();

  await page.getByRole('button', { name: 'New stage' }).click();
  const dialog = page.getByRole('dialog', { name: 'New stage' });
  await dialog.getByRole('textbox', { name: /^Name of the stage/ }).fill('Pilot');
  await dialog.getByRole('button', { name: 'Green' }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(stages.getByRole('button', { name: 'Edit name of Pilot' })).toBeVisible();

  await stages.getByRole('button', { name: 'Edit name of Pilot' }).click();
  await page.getByRole('textbox', { name: 'name of Pilot' }).fill('Trial run');
  await page.keyboard.press('Enter');
  const trial = stages.getByRole('listitem').filter({ hasText: 'Trial run' });
  await expect(trial).toBeVisible();

  const place = () =>
    stages
      .getByRole('listitem')
      .allTextContents()
      .then((all) => all.findIndex((text) => text.includes('Trial run')));
  const before = await place();
  await trial.getByRole('button', { name: 'Move Trial run up' }).click();
  await expect.poll(place).toBe(before - 1);
  await page.reload();
  await expect(trial).toBeVisible();
  expect(await place()).toBe(before - 1);

  // By hand as well: the first row's handle onto the row below.
  const first = stages.getByRole('listitem').first();
  const name = (await first.textContent()) ?? '';
  const second = stages.getByRole('listitem').nth(1);
  const height = (await second.boundingBox())?.height ?? 0;
  await first
    .locator('span')
    .first()
    .dragTo(second, { targetPosition: { x: 60, y: height - 4 } });
  await expect
    .poll(async () => (await stages.getByRole('listitem').first().textContent()) ?? '')
    .not.toBe(name);

  await page.getByRole('button', { name: 'Remove the stage Trial run' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(trial).toBeHidden();
});

test('a stage that holds deals asks where they go', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/pipelines');
  const rows = page.getByRole('button', { name: /^Remove the stage/ });
  await expect(rows.first()).toBeVisible();
  await rows.first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/^This stage holds/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(dialog.getByText('Choose where the deals go.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
});

test('a new user signs in with the password shown once', async ({ signedIn, browser, server }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/users');
  await page.getByRole('button', { name: 'New user' }).click();
  const dialog = page.getByRole('dialog', { name: 'New user' });
  const email = `zoe.${stamp}@example.com`;
  await dialog.getByLabel(/^Full name/).fill('Zoe Test');
  await dialog.getByLabel(/^E-mail address/).fill(email);
  await dialog.getByRole('button', { name: 'Create' }).click();
  const made = page.getByRole('dialog', { name: 'Zoe Test can sign in' });
  const password = (await made.locator('pre').first().textContent()) ?? '';
  await made.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(password)).toHaveCount(0);

  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  const own = await context.newPage();
  await own.goto('/sign-in');
  await own.getByLabel('E-mail').fill(email);
  await own.getByLabel(/^Password/).fill(password);
  await own.getByRole('button', { name: 'Sign in' }).click();
  await live(own);
  // A rep reads the settings of the workspace but cannot change them.
  await own.goto('/settings/pipelines');
  await expect(own.getByText('Only administrators change this.', { exact: false })).toBeVisible();
  await expect(own.getByRole('button', { name: 'New pipeline' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Actions for Zoe Test' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Deactivate' }).click();
  await expect(page.getByRole('row').filter({ hasText: email })).toContainText('deactivated');
  await own.reload();
  await expect(own).toHaveURL(/sign-in/);
  await context.close();
});

test('an API key works until it is revoked', async ({ signedIn, request, server }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/api-keys');
  await page.getByRole('button', { name: 'New API key' }).click();
  await page.getByRole('dialog').getByRole('textbox', { name: /^Name/ }).fill(`Robot ${stamp}`);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const made = page.getByRole('dialog', { name: `The key Robot ${stamp} is ready` });
  const secret = (await made.locator('pre').first().textContent()) ?? '';
  await expect(made).toContainText('curl');
  await made.getByRole('button', { name: 'I have kept it' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);

  const ask = () =>
    request.post(`${server.url}/graphql`, {
      headers: { authorization: `Bearer ${secret}` },
      data: { query: '{ viewer { name } }' },
    });
  expect((await (await ask()).json()).data.viewer.name).toBeTruthy();
  await page.getByRole('button', { name: `Revoke the key Robot ${stamp}?` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('row').filter({ hasText: `Robot ${stamp}` })).toContainText('revoked');
  await expect
    .poll(async () => {
      const body = await (await ask()).json();
      return body.data?.viewer ?? null;
    })
    .toBeNull();
});

test('lists and currencies are kept', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/settings/lookups');
  await page.getByRole('textbox', { name: 'New entry' }).fill(`Fair ${stamp}`);
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('button', { name: `Edit Fair ${stamp}` })).toBeVisible();
  await page.getByRole('button', { name: `Archive: Fair ${stamp}` }).click();
  await page.getByRole('button', { name: /^Show \d+ archived/ }).click();
  await page.getByRole('button', { name: `Restore: Fair ${stamp}` }).click();
  await expect(page.getByRole('button', { name: `Edit Fair ${stamp}` })).toBeVisible();

  await page.goto('/settings/currencies');
  await page.getByRole('combobox', { name: 'Add a currency' }).fill('ISK');
  await page.getByRole('option', { name: /^ISK/ }).click();
  await page.getByRole('textbox', { name: /^Worth in/ }).fill('0.0068');
  await page.getByRole('button', { name: 'Add' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'ISK' })).toContainText('0.0068');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`every section is accessible (${scheme})`, async ({ signedIn }, info) => {
    const page = await signedIn('admin', scheme);
    for (const section of SECTIONS) {
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(`/settings/${section}`);
      await live(page);
      await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 900 });
      await page.screenshot({ path: info.outputPath(`${section}-${scheme}-390.png`) });
      await expectNoSideways(page);
    }
  });
}
