import { change, dealOf, expect, expectAccessible, live, test } from './fixtures';

interface Made {
  savedView: { id: string };
}

const SELECTION = 'savedView { id }';

test('a view is saved, kept over a reload, changed, put away and brought back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const name = `Mine ${Date.now()}`;
  const deal = `Kept ${Date.now()}`;
  await dealOf(page, deal);
  const filter = encodeURIComponent(JSON.stringify([['owner', 'in', ['@me']]]));
  await page.goto(`/deals?view=open&q=${encodeURIComponent(deal)}&filter=${filter}`);
  await live(page);
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Save view…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save view' });
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await expect(dialog.getByText('This field must not be empty.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=view_/);
  await expect(page).not.toHaveURL(/filter=/);

  await page.reload();
  await live(page);
  const tab = page.getByRole('tab', { name });
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  const chips = page.getByRole('group', { name: 'Filters' });
  await expect(chips).toContainText('Owner');
  await expect(chips).toContainText('Status');
  await expect(page.getByRole('row').filter({ hasText: deal })).toBeVisible();
  const changes = page.getByRole('group', { name: 'Unsaved changes' });
  await expect(changes).toBeHidden();

  await page.getByRole('button', { name: 'Amount', exact: true }).click();
  await page.getByRole('button', { name: 'Remove the filter Status' }).click();
  await expect(changes).toBeVisible();
  await changes.getByRole('button', { name: 'Reset' }).click();
  await expect(changes).toBeHidden();
  await expect(chips).toContainText('Status');
  await page.getByRole('button', { name: 'Amount', exact: true }).click();
  await changes.getByRole('button', { name: 'Update' }).click();
  await expect(changes).toBeHidden();
  await expect(page.getByRole('columnheader', { name: 'Amount', exact: true })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  // The tabs are swiped; the page itself is not.
  const room = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(room).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Put the view away' }).click();
  await expect(tab).toBeHidden();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(tab).toBeVisible();
});

test('a shared view is there for others at once, who cannot change it; a board opens as one', async ({
  signedIn,
}) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  await rosa.goto('/deals');
  await live(rosa);
  const name = `All of us ${Date.now()}`;
  const { savedView } = await change<Made>(ada, 'createSavedView', 'CreateSavedViewInput', SELECTION, {
    name,
    sharing: 'EVERYONE',
    filter: { status: { eq: 'OPEN' } },
  });
  await rosa.getByRole('tab', { name }).click();
  await expect(rosa).toHaveURL(new RegExp(savedView.id));
  await rosa.getByLabel('Search deals', { exact: true }).fill('zzz');
  const changes = rosa.getByRole('group', { name: 'Unsaved changes' });
  await expect(changes).toContainText('Only Ada Lovelace');
  await expect(changes.getByRole('button', { name: 'Update' })).toBeHidden();

  await ada.goto('/board');
  await ada.waitForURL(/board\/pipe/);
  const pipelineId = new URL(ada.url()).pathname.split('/').pop();
  await change(ada, 'updateSavedView', 'UpdateSavedViewInput', SELECTION, {
    id: savedView.id,
    layout: 'BOARD',
    pipelineId,
    filter: { ownerId: { in: ['@me'] } },
  });
  await rosa.goto('/deals');
  await live(rosa);
  await rosa.getByRole('tab', { name }).click();
  await expect(rosa).toHaveURL(new RegExp(`board/${pipelineId}`));
  await expect(rosa.getByRole('group', { name: 'Filters' })).toContainText('Owner');
});

test('what names a removed field is left out, and said', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const key = `gone_${Date.now()}`;
  const field = await change<{ customField: { id: string } }>(
    page,
    'createCustomField',
    'CreateCustomFieldInput',
    'customField { id }',
    { subject: 'DEAL', key, label: `Label ${key}`, type: 'TEXT' },
  );
  const { savedView } = await change<Made>(page, 'createSavedView', 'CreateSavedViewInput', SELECTION, {
    name: `Names it ${key}`,
    filter: { custom: [{ key, contains: 'x' }] },
    columns: ['name', `custom.${key}`],
  });
  await page.goto(`/deals?view=${savedView.id}`);
  await live(page);
  await expect(page.getByRole('tab', { name: key })).toHaveAttribute('aria-selected', 'true');
  await change(page, 'updateCustomField', 'UpdateCustomFieldInput', 'customField { id }', {
    id: field.customField.id,
    archived: true,
  });
  const notice = page.getByRole('alert').filter({ hasText: `Label ${key}` });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Remove them from the view' }).click();
  await expect(notice).toBeHidden();
});
