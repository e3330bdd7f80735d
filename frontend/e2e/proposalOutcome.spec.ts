import { change, dealOf, expect, live, test } from './fixtures';
import { action, ask, draftOf, line, open, row, stamp, status, step, total } from './proposalSteps';

test('a declined one is answered with a new version, and both stand side by side', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const dealId = await dealOf(page, `Twice ${stamp()}`, { currency: 'EUR' });
  await line(page, dealId, 'Licence', { quantity: '10', unitPrice: '50' });
  await line(page, dealId, 'Training', { unitPrice: '900' });
  await line(page, dealId, 'Support', { unitPrice: '120' });
  const { id, number } = await draftOf(page, dealId);
  await step(page, 'submitProposal', id);
  await step(page, 'sendProposal', id);
  await open(page, id);
  await action(page, 'Declined…');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Declined', exact: true }).click();
  await expect(dialog.getByText('This field must not be empty.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Why?' }).fill('Too dear');
  await dialog.getByRole('button', { name: 'Declined', exact: true }).click();
  await expect(status(page, 'Declined')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Details' })).toContainText('Too dear');

  await action(page, 'New version');
  await page.getByRole('dialog').getByRole('button', { name: 'New version' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${number} · version 2` })).toBeVisible();
  await live(page);
  await row(page, 'Licence').getByRole('button', { name: 'Edit Unit price' }).click();
  await row(page, 'Licence').getByRole('textbox', { name: 'Unit price' }).fill('45');
  await row(page, 'Licence').getByRole('textbox', { name: 'Unit price' }).press('Enter');
  await row(page, 'Training')
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: 'Remove the line' }).click();
  await expect(total(page, 'Net')).toContainText('570');

  await page.getByRole('tab', { name: /^Versions/ }).click();
  const differences = page.getByRole('list', { name: 'Differences' });
  const changed = differences.getByRole('listitem').filter({ hasText: 'Licence' });
  await expect(changed).toContainText('Changed');
  await expect(changed).toContainText('€50');
  await expect(changed).toContainText('€45');
  const removed = differences.getByRole('listitem').filter({ hasText: 'Training' });
  await expect(removed).toContainText('Removed');
  await expect(removed).toContainText('not offered');
  await expect(differences.getByRole('listitem').filter({ hasText: 'Support' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 1 unchanged line' }).click();
  await expect(differences.getByRole('listitem').filter({ hasText: 'Support' })).toContainText('Unchanged');
  await expect(page.getByText('Difference, net: −€950')).toBeVisible();

  // The first one says who took its place.
  await page.getByRole('link', { name: 'Version 1' }).first().click();
  await expect(page.getByText('A newer version has taken its place')).toBeVisible();
  await page.getByRole('link', { name: 'Open version 2' }).click();
  await expect(page.getByRole('heading', { level: 1, name: `${number} · version 2` })).toBeVisible();

  // Put away it leaves the list, and Undo brings it back.
  await page.goto(`/deals/${dealId}?tab=proposals`);
  await live(page);
  const current = page.getByRole('table', { name: 'Current proposals' });
  await current.getByRole('button', { name: `More for ${number} · version 2` }).click();
  await page.getByRole('menuitem', { name: 'Put away' }).click();
  await expect(current).toHaveCount(0);
  await page.getByRole('button', { name: 'Show 2 inactive proposals' }).click();
  await expect(page.getByRole('table', { name: 'Inactive proposals' })).toContainText('Put away');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(current).toContainText('version 2');
});

test('accepting asks for what the won stage needs, and nothing happens before it is there', async ({
  signedIn,
}) => {
  const page = await signedIn('manager');
  const admin = await signedIn('admin');
  type Stages = { pipelines: { isDefault: boolean; stages: { id: string; kind: string }[] }[] };
  const { pipelines } = await ask<Stages>(page, '{ pipelines { isDefault stages { id kind } } }');
  const won = pipelines.find(({ isDefault }) => isDefault)?.stages.find(({ kind }) => kind === 'WON');
  const setGate = (gate: object[]) =>
    change(admin, 'updateStage', 'UpdateStageInput', 'stage { id }', { id: won?.id, gate });
  await setGate([{ kind: 'FIELD', key: 'customerNeeds' }]);
  try {
    const dealId = await dealOf(page, `Gated ${stamp()}`, { currency: 'EUR' });
    await line(page, dealId, 'Licence');
    const { id } = await draftOf(page, dealId);
    await step(page, 'submitProposal', id);
    await step(page, 'sendProposal', id);
    await open(page, id);
    await action(page, 'Accepted…');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Accepted', exact: true }).click();
    await expect(dialog.getByRole('alert')).toContainText('Won asks for more');
    await expect(status(page, 'Sent')).toBeVisible();
    await dialog.getByRole('textbox', { name: 'Customer needs' }).fill('Fewer errors at night');
    await dialog.getByRole('button', { name: 'Accepted', exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(status(page, 'Accepted')).toBeVisible();
    const { deal } = await ask<{ deal: { status: string; customerNeeds: string } }>(
      page,
      'query($id: ID!) { deal(id: $id) { status customerNeeds } }',
      { id: dealId },
    );
    expect(deal).toEqual({ status: 'WON', customerNeeds: 'Fewer errors at night' });
  } finally {
    await setGate([]);
  }
});
