import { expect, expectAccessible, live, openTab, test } from './fixtures';

const stamp = Date.now().toString(36);

test('an account gets a contact and a deal, and its history tells', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const name = `Pumps ${stamp}`;
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'New account' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New account' });
  await dialog.getByRole('textbox', { name: /^Name/ }).fill(name);
  await dialog.getByRole('textbox', { name: 'Website' }).fill('pumps.example');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();

  await page.getByRole('button', { name: 'Add a contact' }).first().click();
  await page.getByLabel('First name').fill('Grace');
  await page.getByLabel(/^Last name/).fill(`Hopper ${stamp}`);
  await page.getByLabel('E-mail address').fill('grace@pumps.example');
  await page.getByRole('button', { name: 'Create' }).click();
  const contact = page.getByRole('link', { name: `Grace Hopper ${stamp}` });
  await expect(contact).toBeVisible();
  await expect(page.getByRole('link', { name: 'grace@pumps.example' })).toHaveAttribute(
    'href',
    'mailto:grace@pumps.example',
  );

  await page.getByRole('button', { name: 'Edit Phone' }).click();
  await page.getByRole('textbox', { name: 'Phone' }).fill('+420 601 000 111');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit Phone' })).toContainText('+420 601 000 111');
  await openTab(page, 'History');
  await page.getByLabel('Also show changes made right after creation').check();
  await expect(page.getByText('+420 601 000 111').last()).toBeVisible();

  await openTab(page, /^Deals/);
  await page.getByRole('button', { name: 'New deal' }).last().click();
  const deal = page.getByRole('dialog');
  await deal.getByRole('button', { name: 'Create deal' }).click();
  await expect(page).toHaveURL(/\/deals\//);
  await page.goBack();
  await openTab(page, /^Deals/);
  await expect(page.getByRole('tab', { name: /^Deals/ })).toContainText('1');
});

test('the second person sees a change at once', async ({ signedIn }) => {
  const ada = await signedIn('admin');
  const ben = await signedIn('manager');
  await ada.goto('/accounts');
  await ada.getByRole('row').nth(1).getByRole('link').first().click();
  await expect(ada.getByRole('tab', { name: /^Contacts/ })).toBeVisible();
  await ben.goto(ada.url());
  await live(ben);
  const value = `Street ${stamp}`;
  await ada.getByRole('button', { name: 'Edit Address' }).click();
  await ada.getByRole('textbox', { name: 'Address' }).fill(value);
  await ada.keyboard.press('Control+Enter');
  await expect(ben.getByRole('button', { name: 'Edit Address' })).toContainText(value, { timeout: 10_000 });
});

test('a contact keeps several addresses, and can be archived and taken back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  await page.goto('/contacts');
  await page.getByRole('button', { name: 'New contact' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New contact' });
  await dialog.getByLabel('First name').fill('Alan');
  await dialog.getByLabel(/^Last name/).fill(`Turing ${stamp}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Alan Turing ${stamp}` })).toBeVisible();
  for (const address of ['alan@one.example', 'alan@two.example']) {
    await page.getByRole('button', { name: 'Add an e-mail address' }).click();
    await page.getByRole('textbox', { name: 'Add an e-mail address' }).fill(address);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('link', { name: address })).toBeVisible();
  }
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByText('This contact is archived.', { exact: false })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('This contact is archived.', { exact: false })).toBeHidden();
});

test('the filter for open deals is part of the address', async ({ signedIn }) => {
  const page = await signedIn('rep');
  await page.goto('/accounts');
  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Has open deals' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/openDeals/);
  await page.reload();
  await expect(page.getByRole('group', { name: 'Filters' })).toContainText('Has open deals');
});

for (const scheme of ['light', 'dark'] as const) {
  test(`accounts and contacts are accessible (${scheme})`, async ({ signedIn }, info) => {
    const page = await signedIn('admin', scheme);
    for (const list of ['accounts', 'contacts']) {
      await page.goto(`/${list}`);
      await live(page);
      await expect(page.getByRole('row').nth(1)).toBeVisible();
      await expectAccessible(page);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: info.outputPath(`${list}-${scheme}-${width}.png`) });
      }
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await expect(page.getByRole('tab', { name: 'History' })).toBeVisible();
      await expectAccessible(page);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.screenshot({ path: info.outputPath(`${list}-page-${scheme}-${width}.png`) });
      }
      await page.setViewportSize({ width: 1440, height: 900 });
    }
    await page.goto('/accounts?dialog=new');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
  });
}

test('an unknown address is said inside the app, the ways out in sight', async ({ signedIn }) => {
  const page = await signedIn('rep');
  await page.goto('/reports/of-last-year');
  await expect(page.getByRole('heading', { level: 1, name: 'Not found' })).toBeVisible();
  await page
    .getByRole('navigation', { name: 'Main navigation' })
    .getByRole('link', { name: 'Accounts' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Accounts' })).toBeVisible();
});
