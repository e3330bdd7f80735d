import type { Page } from '@playwright/test';
import {
  change,
  dealOf,
  expect,
  expectAccessible,
  expectNoSideways,
  live,
  openGate,
  openTab,
  test,
} from './fixtures';

const SHOTS = 'test-results/lines';

interface Made {
  dealLine: { id: string };
  product: { id: string };
}

async function product(page: Page, name: string, more: object = {}): Promise<string> {
  const input = { name, taxPercent: '21', prices: [{ currency: 'EUR', unitPrice: '49.90' }], ...more };
  const made = await change<Made>(page, 'createProduct', 'CreateProductInput', 'product { id }', input);
  return made.product.id;
}

async function line(page: Page, dealId: string, description: string, more: object = {}): Promise<string> {
  const input = { dealId, description, unitPrice: '100', ...more };
  const made = await change<Made>(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', input);
  return made.dealLine.id;
}

async function open(page: Page, dealId: string): Promise<void> {
  await page.goto(`/deals/${dealId}?tab=products`);
  await live(page);
}

const table = (page: Page) => page.getByRole('table', { name: 'Products' });
const row = (page: Page, text: string) => table(page).getByRole('row').filter({ hasText: text });
const form = (page: Page) => page.getByRole('form', { name: 'Add a line' });
/** A line of the totals below the table. */
const total = (page: Page, name: string) =>
  page.locator('dl[aria-label="Totals of the lines"] > div').filter({ hasText: name });
const amount = (page: Page) =>
  page.getByRole('banner').or(page.locator('header')).locator('[data-field="amount"]');

/** What the lines are called, from the first to the last. */
async function order(page: Page): Promise<string[]> {
  const names = table(page).getByRole('button', { name: 'Edit Description' });
  return (await names.allTextContents()).map((name) => name.trim());
}

test('products and free words become lines, and the amount follows', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = Date.now().toString(36);
  await product(page, `Licence ${mark}`, { code: `LIC-${mark}` });
  const dealId = await dealOf(page, `Lines ${mark}`, { currency: 'EUR', amount: '5' });
  await open(page, dealId);
  await expect(page.getByText('Nothing is listed yet')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Edit Amount' })).toBeVisible();

  // By keyboard alone: search, choose, quantity, Enter.
  const what = form(page).getByRole('combobox', { name: 'Product or description' });
  await what.fill(`Licence ${mark}`);
  await expect(page.getByRole('option', { name: new RegExp(`^Licence ${mark}`) })).toBeVisible();
  await what.press('ArrowDown');
  await what.press('Enter');
  await expect(form(page).getByRole('textbox', { name: 'Unit price' })).toHaveValue('49.9');
  await expect(form(page).getByRole('textbox', { name: 'Tax %' })).toHaveValue('21');
  await form(page).getByRole('textbox', { name: 'Quantity' }).fill('3');
  await form(page).getByRole('textbox', { name: 'Discount %' }).fill('10');
  await expect(form(page).getByRole('status', { name: 'Total' })).toContainText('134.73');
  await form(page).getByRole('textbox', { name: 'Discount %' }).press('Enter');
  await expect(row(page, `Licence ${mark}`)).toContainText('134.73');
  await expect(row(page, `Licence ${mark}`)).toContainText(`LIC-${mark}`);
  await expect(what).toBeFocused();
  await expect(what).toHaveValue('');

  // Without a price nothing goes out; the tax of the line before is there already.
  await what.fill('Travel');
  await what.press('Enter');
  await expect(form(page).getByText('This field must not be empty.')).toBeVisible();
  await form(page).getByRole('textbox', { name: 'Unit price' }).fill('0.335');
  await form(page).getByRole('textbox', { name: 'Unit price' }).press('Enter');
  await expect(row(page, 'Travel')).toContainText('0.34');
  await expect(total(page, 'Before discount')).toContainText('150.04');
  await expect(total(page, 'Discount').last()).toContainText('14.97');
  await expect(total(page, 'Net')).toContainText('135.07');
  await expect(total(page, 'Tax').first()).toContainText('28.36');
  await expect(total(page, 'Total with tax')).toContainText('163.43');
  await expect(amount(page)).toContainText('135.07');

  // The amount leads to its lines instead of being typed.
  await expect(page.getByRole('button', { name: 'Edit Amount' })).toHaveCount(0);
  await openTab(page, 'Tasks');
  await page.getByRole('link', { name: 'Sum of 2 lines' }).click();
  await expect(page).toHaveURL(/tab=products/);

  await row(page, 'Travel').getByRole('button', { name: 'Edit Quantity' }).click();
  const quantity = row(page, 'Travel').getByRole('textbox', { name: 'Quantity' });
  await quantity.fill('0');
  await quantity.press('Enter');
  await expect(row(page, 'Travel')).toContainText('More than zero, please.');
  await quantity.fill('10');
  await quantity.press('Enter');
  await expect(total(page, 'Net')).toContainText('138.08');

  // Off, and back with Undo at the same place.
  await row(page, 'Licence')
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Remove the line' }).click();
  await expect(row(page, 'Licence')).toHaveCount(0);
  await expect(total(page, 'Net')).toContainText('3.35');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => order(page)).toEqual([`Licence ${mark}`, 'Travel']);

  // Of the last line the amount stays, and can be typed again.
  for (const name of ['Licence', 'Travel']) {
    await row(page, name)
      .getByRole('button', { name: /^More for/ })
      .click();
    await page.getByRole('menuitem', { name: 'Remove the line' }).click();
    await expect(row(page, name)).toHaveCount(0);
  }
  await expect(page.getByRole('button', { name: 'Edit Amount' })).toContainText('3.35');
});

test('lines are put in order by keys and by dragging, and others see it', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await dealOf(ada, `Order ${Date.now()}`);
  for (const name of ['First', 'Second', 'Third']) await line(ada, dealId, name);
  await open(ada, dealId);
  await open(ben, dealId);
  await expect.poll(() => order(ben)).toEqual(['First', 'Second', 'Third']);

  const handle = (name: string) => ada.getByRole('button', { name: new RegExp(`^Move “${name}”`) });
  await handle('Third').press('ArrowUp');
  await expect.poll(() => order(ada)).toEqual(['First', 'Third', 'Second']);
  await expect(ada.getByRole('status').filter({ hasText: 'Third is now line 2 of 3' })).toBeAttached();
  await expect.poll(() => order(ben)).toEqual(['First', 'Third', 'Second']);
  await handle('Second').dragTo(row(ada, 'First'), { targetPosition: { x: 80, y: 4 } });
  await expect.poll(() => order(ada)).toEqual(['Second', 'First', 'Third']);
  await expect.poll(() => order(ben)).toEqual(['Second', 'First', 'Third']);

  // A price changed by one is the other's amount.
  await ben.getByRole('button', { name: 'Edit Unit price' }).first().click();
  const price = row(ben, 'Second').getByRole('textbox', { name: 'Unit price' });
  await price.fill('250.5');
  await price.press('Enter');
  await expect(amount(ada)).toContainText('450.50');
  await expect(total(ada, 'Net')).toContainText('450.50');
});

test('a gate that asks for lines leads to them', async ({ signedIn }) => {
  const admin = await signedIn('admin');
  await admin.goto('/settings/pipelines');
  await admin.getByRole('button', { name: 'Edit the stage Negotiation' }).first().click();
  const settings = admin.getByRole('dialog');
  await settings.getByRole('combobox', { name: 'Asked for before entering' }).fill('Products are listed');
  await admin.getByRole('option', { name: 'Products are listed: there are lines' }).click();
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(settings).toBeHidden();

  const name = `Stopped ${Date.now()}`;
  const dealId = await dealOf(admin, name);
  await admin.goto(`/deals/${dealId}`);
  await live(admin);
  const step = admin
    .getByRole('navigation', { name: /^Stages of/ })
    .getByRole('button', { name: /^Negotiation/ });
  await step.click();
  const dialog = admin.getByRole('dialog', { name: `“${name}” to Negotiation` });
  await dialog.getByRole('link', { name: 'Products are listed: there are lines' }).click();
  await expect(dialog).toBeHidden();
  await expect(form(admin)).toBeVisible();
  await line(admin, dealId, 'Service');
  await expect(row(admin, 'Service')).toBeVisible();
  await step.click();
  await expect(step).toHaveAttribute('aria-current', 'step');
  await openGate(admin, 'Negotiation');
});

test('managers keep the catalogue, and a product tells which deals it is on', async ({ signedIn }) => {
  const [manager, rep] = [await signedIn('manager'), await signedIn('rep')];
  const mark = Date.now().toString(36);
  await manager.goto('/products?dialog=new');
  const dialog = manager.getByRole('dialog', { name: 'New product' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(`Pump ${mark}`);
  await dialog.getByRole('textbox', { name: 'Code' }).fill(`P-${mark}`);
  await dialog.getByRole('textbox', { name: 'Tax %' }).fill('21');
  await dialog.getByRole('textbox', { name: 'Price in EUR' }).fill('1234.5');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(manager.getByRole('heading', { level: 1, name: `Pump ${mark}` })).toBeVisible();
  const productId = new URL(manager.url()).pathname.split('/').at(-1);
  const dealId = await dealOf(manager, `Pumps ${mark}`, { currency: 'EUR' });
  await change(manager, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', {
    dealId,
    productId,
    quantity: '2',
  });
  await expect(manager.getByRole('row').filter({ hasText: `Pumps ${mark}` })).toContainText('2,469');

  await rep.goto(`/products?q=${mark}`);
  await live(rep);
  await expect(rep.getByRole('button', { name: 'New product' })).toHaveCount(0);
  await rep
    .getByRole('row')
    .filter({ hasText: `P-${mark}` })
    .getByRole('link')
    .click();
  await expect(rep.getByRole('heading', { level: 1, name: `Pump ${mark}` })).toBeVisible();
  await expect(rep.getByRole('button', { name: /^Edit/ })).toHaveCount(0);

  // Two of one code are refused where the code stands; what is sold no more leaves the list, live.
  await manager.goto('/products?dialog=new');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Another pump');
  await dialog.getByRole('textbox', { name: 'Code' }).fill(`p-${mark}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Another product has this code.')).toBeVisible();
  await rep.goto(`/products?q=${mark}`);
  await live(rep);
  const shown = rep.getByRole('row').filter({ hasText: `P-${mark}` });
  await expect(shown).toBeVisible();
  await change(manager, 'updateProduct', 'UpdateProductInput', 'product { id }', {
    id: productId,
    active: false,
  });
  await expect(shown).toHaveCount(0);
});

for (const colours of ['light', 'dark'] as const) {
  test(`lines and products are accessible and fit, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    // Each has its own: codes are unique.
    const edition = colours === 'light' ? 'standard' : 'advanced';
    const productId = await product(page, `Platform licence, ${edition}`, {
      code: `PL-${edition}`,
      series: 'Cloud',
    });
    const dealId = await dealOf(page, `Platform ${edition}`);
    const input = { dealId, productId, quantity: '25', discountPercent: '12.5' };
    await change(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', input);
    await line(page, dealId, 'Introduction and training on site, travel included', {
      unitPrice: '1250',
      taxPercent: '21',
    });
    await line(page, dealId, 'Premium support', { quantity: '12', unitPrice: '89.5', taxPercent: '21' });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await open(page, dealId);
      await expect(row(page, 'Premium support')).toBeVisible();
      await expectAccessible(page);
      await expectNoSidewaysBut(page);
      await page.screenshot({ path: `${SHOTS}/lines-${width}-${colours}.png` });
      await page.goto(`/products?q=PL-${edition}`);
      await expect(page.getByText(`Platform licence, ${edition}`)).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/products-${width}-${colours}.png` });
      await page.goto(`/products/${productId}`);
      await expect(page.getByRole('table', { name: 'On deals' })).toBeVisible();
      await expectAccessible(page);
      await expectNoSideways(page);
      await page.screenshot({ path: `${SHOTS}/product-${width}-${colours}.png` });
      await page.goto('/products?dialog=new');
      await expect(page.getByRole('dialog', { name: 'New product' })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

/** The way through the stages scrolls by itself; the page around it must not. */
async function expectNoSidewaysBut(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
}
