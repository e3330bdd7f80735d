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
import { pdf, type Sample, text } from './samples';

const SHOTS = 'test-results/contracts';
const stamp = () => Date.now().toString(36);
const STAGE = 'Negotiation';

async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

async function me(page: Page): Promise<string> {
  return (await ask<{ viewer: { id: string } }>(page, '{ viewer { id } }')).viewer.id;
}

/** A file on a deal, or the next version of one; its id. */
async function upload(page: Page, target: Record<string, string>, sample: Sample): Promise<string> {
  const answer = await page.request.post('/files', {
    headers: { 'x-dealstream-client': 'web' },
    multipart: { ...target, file: sample },
  });
  expect(answer.status()).toBe(201);
  return (await answer.json()).file.id;
}

/** A draft with these files, without the screen. */
async function packageOf(page: Page, dealId: string, name: string, fileIds: string[]): Promise<string> {
  const made = await change<{ contractPackage: { id: string } }>(
    page,
    'createContractPackage',
    'CreateContractPackageInput',
    'contractPackage { id }',
    { dealId, name, fileIds },
  );
  return made.contractPackage.id;
}

async function step(page: Page, name: string, id: string, more: object = {}): Promise<void> {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  await change(page, name, type, 'contractPackage { id }', { id, ...more });
}

/** Packages need the approval of this person. */
async function policyFor(admin: Page, name: string, userId: string): Promise<void> {
  await change(admin, 'createApprovalPolicy', 'CreateApprovalPolicyInput', 'approvalPolicy { id }', {
    name,
    subject: 'CONTRACT_PACKAGE',
    steps: [{ name: 'Legal', approvers: [{ kind: 'USER', userId }], mode: 'ANY' }],
    condition: {},
  });
}

/** Other tests submit packages that nobody has to approve. */
async function restore(admin: Page): Promise<void> {
  const { approvalPolicies } = await ask<{
    approvalPolicies: { nodes: { id: string; version: number }[] };
  }>(admin, '{ approvalPolicies(filter: { active: { eq: true } }, first: 100) { nodes { id version } } }');
  for (const { id, version } of approvalPolicies.nodes) {
    await change(admin, 'updateApprovalPolicy', 'UpdateApprovalPolicyInput', 'approvalPolicy { id }', {
      id,
      active: false,
      expectedVersion: version,
    });
  }
}

async function open(page: Page, id: string, search = ''): Promise<void> {
  await page.goto(`/contracts/${id}${search}`);
  await live(page);
  await expect(page.getByRole('tab', { name: /^Files/ })).toBeVisible();
}

async function action(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  const more = page.getByRole('button', { name: 'Actions', exact: true });
  // While a dialog closes, nothing else on the page can be told apart.
  await expect(more).toBeVisible();
  if (!(await button.isVisible())) {
    await more.click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else await button.click();
}

const files = (page: Page) => page.getByRole('list', { name: 'Files', exact: true }).locator('> li');
const chosen = (page: Page) => page.getByRole('list', { name: 'Files in the package' }).getByRole('listitem');
const status = (page: Page, name: string) => page.getByRole('main').getByText(name, { exact: true }).first();
const inbox = (page: Page, deal: string) => page.getByRole('listitem', { name: deal, exact: true });

test('a package is put together of files, approved at once where nobody has to, and signed', async ({
  signedIn,
}) => {
  const page = await signedIn('rep');
  const deal = `Signed ${stamp()}`;
  const dealId = await dealOf(page, deal);
  for (const name of ['Contract.pdf', 'Annex.pdf']) await upload(page, { dealId }, pdf(name, [name]));
  await page.goto(`/deals/${dealId}?tab=contracts`);
  await live(page);
  await expect(page.getByText('Nothing is to be signed yet')).toBeVisible();
  await page.getByRole('button', { name: 'New contract package' }).click();
  const dialog = page.getByRole('dialog', { name: 'New contract package' });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog.getByText('Choose at least one file.')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Lease and annexes');
  await dialog.getByRole('checkbox', { name: 'Annex.pdf' }).click();
  await dialog.getByRole('checkbox', { name: 'Contract.pdf' }).click();
  await dialog.locator('input[type="file"]').setInputFiles([text('Terms.txt', 'Terms of delivery')]);
  await expect(chosen(page)).toHaveCount(3);
  await dialog.getByRole('button', { name: 'Move Contract.pdf up' }).click();
  await expect(chosen(page).first()).toContainText('Contract.pdf');
  await expectAccessible(page);
  await page.screenshot({ path: `${SHOTS}/new.png` });
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lease and annexes' })).toBeVisible();
  await expect(files(page)).toHaveCount(3);
  await expect(files(page).nth(0)).toContainText('Contract.pdf');
  await expect(files(page).nth(2)).toContainText('Terms.txt');

  // Read without leaving the page.
  await files(page).nth(0).getByRole('button', { name: 'Contract.pdf' }).click();
  await expect(page.getByRole('dialog', { name: 'Contract.pdf' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  // Other files, and back again.
  await page.getByRole('button', { name: 'Change the files…' }).click();
  await page.getByRole('button', { name: 'Take out: Terms.txt' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(files(page)).toHaveCount(2);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(files(page)).toHaveCount(3);

  await action(page, 'Submit…');
  await page.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(status(page, 'Approved')).toBeVisible();
  await expect(page.getByText('It is approved as it is')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Change the files…' })).toHaveCount(0);

  await action(page, 'Signed…');
  const sign = page.getByRole('dialog', { name: 'Lease and annexes was signed' });
  await sign.locator('input[type="file"]').setInputFiles([pdf('Signed.pdf', ['Signed'])]);
  await expect(sign.getByRole('combobox', { name: 'Scan of the signed paper' })).toHaveValue('Signed.pdf');
  await expectAccessible(page);
  await sign.getByRole('button', { name: 'Signed', exact: true }).click();
  await expect(sign).toBeHidden();
  await expect(status(page, 'Signed')).toBeVisible();
  await expect(
    page.getByRole('region', { name: 'Details' }).getByRole('link', { name: 'Signed.pdf' }),
  ).toBeVisible();
  await expectAccessible(page);

  // The deal's timeline and the package's history tell it.
  await openTab(page, 'History');
  await expect(page.getByText('recorded that the contract package was signed')).toBeVisible();
  await page.goto(`/deals/${dealId}?tab=timeline&view=contract_package`);
  await expect(page.getByText('recorded that the contract package was signed')).toBeVisible();
  await page.getByRole('link', { name: 'Lease and annexes' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Lease and annexes' })).toBeVisible();

  // A newer version is said to be there; what was signed stays.
  await upload(page, { fileId: await fileId(page, dealId, 'Contract.pdf') }, pdf('Contract.pdf', ['Later']));
  await expect(files(page).nth(0)).toContainText('a newer version exists');
  await expect(status(page, 'Signed')).toBeVisible();
});

async function fileId(page: Page, dealId: string, name: string): Promise<string> {
  const { deal } = await ask<{ deal: { files: { nodes: { id: string; name: string }[] } } }>(
    page,
    'query($id: ID!) { deal(id: $id) { files(first: 100) { nodes { id name } } } }',
    { id: dealId },
  );
  const found = deal.files.nodes.find((file) => file.name === name);
  expect(found).toBeTruthy();
  return found?.id ?? '';
}

test('it is approved in the inbox, with what is new in it, and a newer version voids that', async ({
  signedIn,
}) => {
  const [admin, ben, rosa] = [
    await signedIn('admin'),
    await signedIn('manager', 'dark'),
    await signedIn('rep'),
  ];
  const deal = `Contested lease ${stamp()}`;
  try {
    await policyFor(admin, `Legal ${stamp()}`, await me(ben));
    const dealId = await dealOf(rosa, deal, { amount: '90000' });
    const contract = await upload(rosa, { dealId }, pdf('Contract.pdf', ['First']));
    const id = await packageOf(rosa, dealId, 'Framework', [contract]);
    await open(rosa, id);
    await ben.goto('/approvals');
    await live(ben);

    // Asked for, and taken back by its undo.
    await action(rosa, 'Submit…');
    await rosa.getByRole('dialog').getByRole('textbox', { name: 'Message' }).fill('They sign on Friday');
    await rosa.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
    await expect(rosa.getByText('It is being approved and cannot be changed')).toBeVisible();
    await expect(rosa.getByRole('region', { name: 'Approval' })).toContainText('Ben Carter decides now');
    await expect(inbox(ben, deal)).toContainText('Contract.pdf');
    await rosa.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(status(rosa, 'Draft')).toBeVisible();

    // Rejected with a reason, and edited again.
    await step(rosa, 'submitContractPackage', id);
    await ben.reload();
    await live(ben);
    await inbox(ben, deal)
      .getByRole('button', { name: `Reject: ${deal}` })
      .click();
    await ben.getByRole('dialog').getByRole('textbox', { name: 'Comment' }).fill('The annex is missing');
    await ben.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await expect(status(rosa, 'Not approved')).toBeVisible();
    await expect(rosa.getByRole('region', { name: 'Approval' })).toContainText('The annex is missing');
    await action(rosa, 'Edit again');
    await expect(status(rosa, 'Draft')).toBeVisible();
    await rosa.getByRole('button', { name: 'Change the files…' }).click();
    await rosa
      .getByRole('dialog')
      .locator('input[type="file"]')
      .setInputFiles([pdf('Annex.pdf', ['Annex'])]);
    await expect(chosen(rosa)).toHaveCount(2);
    await rosa.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await expect(files(rosa)).toHaveCount(2);
    await action(rosa, 'Submit…');
    await rosa.getByRole('dialog').getByRole('button', { name: 'Submit', exact: true }).click();
    await expect(status(rosa, 'In approval')).toBeVisible();

    // The second time the inbox says what is new, and each file is one click away.
    await ben.reload();
    await live(ben);
    await expect(inbox(ben, deal)).toContainText('New since approval was asked for');
    const pins = inbox(ben, deal).getByRole('list', { name: 'Files' }).getByRole('listitem');
    await expect(pins.filter({ hasText: 'Annex.pdf' })).toContainText('new file');
    await expect(pins.filter({ hasText: 'Contract.pdf' })).not.toContainText('new');
    await pins.getByRole('button', { name: 'Annex.pdf' }).click();
    await expect(ben.getByRole('dialog', { name: 'Annex.pdf' })).toBeVisible();
    await ben.keyboard.press('Escape');
    await expectAccessible(ben);
    await ben.screenshot({ path: `${SHOTS}/inbox.png` });
    await ben.setViewportSize({ width: 390, height: 800 });
    await expectNoSideways(ben);
    await inbox(ben, deal)
      .getByRole('button', { name: `Approve: ${deal}`, exact: true })
      .click();
    await expect(status(rosa, 'Approved')).toBeVisible();

    // A newer version of a file: what was approved is not there any more.
    await upload(admin, { fileId: contract }, pdf('Contract.pdf', ['Second']));
    await expect(rosa.getByText('It is a draft again: its approval is no longer valid')).toBeVisible();
    await expect(files(rosa).filter({ hasText: 'Contract.pdf' })).toContainText('a newer version exists');
    await expectAccessible(rosa);
    await rosa.screenshot({ path: `${SHOTS}/voided.png` });
    await rosa.getByRole('button', { name: 'Take the newest versions' }).click();
    await expect(files(rosa).filter({ hasText: 'Contract.pdf' })).toContainText('Version 2');
    await expect(rosa.getByText('a newer version exists')).toHaveCount(0);
  } finally {
    await restore(admin);
  }
});

test('two people work on one draft, and the same files only after a question', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep')];
  const dealId = await dealOf(rosa, `Shared lease ${stamp()}`);
  const ids: string[] = [];
  for (const name of ['One.pdf', 'Two.pdf', 'Three.pdf']) {
    ids.push(await upload(rosa, { dealId }, pdf(name, [name])));
  }
  const id = await packageOf(rosa, dealId, 'Together', ids.slice(0, 2));
  await open(ada, id);
  await open(rosa, id, '?dialog=edit');
  await expect(chosen(rosa)).toHaveCount(2);
  await rosa.getByRole('button', { name: 'Take out: Two.pdf' }).click();

  // Meanwhile the name changes, which is no clash, and the files, which is one.
  await ada.getByRole('button', { name: 'Edit Name' }).click();
  await ada.getByRole('textbox', { name: 'Name' }).fill('Together 2');
  await ada.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(rosa.getByRole('dialog', { name: 'Files of Together 2' })).toBeVisible();
  await step(ada, 'updateContractPackage', id, { fileIds: [ids[2], ids[0]] });
  await rosa.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await expect(rosa.getByText('Files was changed by Ada Lovelace meanwhile')).toBeVisible();
  await expect(rosa.getByRole('alert').filter({ hasText: 'Three.pdf' })).toBeVisible();
  await rosa.getByRole('alert').getByRole('button', { name: 'Keep mine' }).click();
  await expect(rosa.getByRole('dialog')).toHaveCount(0);
  for (const page of [rosa, ada]) {
    await expect(files(page)).toHaveCount(1);
    await expect(files(page)).toContainText('One.pdf');
  }

  // Given up with a reason: the deal's page knows, and the list has it among the cancelled ones.
  await ada.goto(`/deals/${dealId}?tab=contracts`);
  await live(ada);
  await expect(ada.getByRole('table', { name: 'Contract packages' })).toContainText('Together 2');
  await action(rosa, 'Cancel the package…');
  await rosa.getByRole('dialog').getByRole('textbox', { name: 'Why?' }).fill('They want another form');
  await rosa.getByRole('dialog').getByRole('button', { name: 'Cancel the package' }).click();
  await expect(status(rosa, 'Cancelled')).toBeVisible();
  await expect(rosa.getByRole('region', { name: 'Details' })).toContainText('They want another form');
  await expect(ada.getByRole('button', { name: 'Show 1 cancelled contract package' })).toBeVisible();
  await rosa.goto('/contracts?view=cancelled');
  await expect(rosa.getByRole('link', { name: 'Together 2' })).toBeVisible();
  await rosa.getByRole('tab', { name: 'Mine' }).click();
  await expect(rosa.getByRole('link', { name: 'Together 2' })).toHaveCount(0);
  await expectAccessible(rosa);
  await rosa.setViewportSize({ width: 390, height: 800 });
  await expectAccessible(rosa);
  await open(rosa, id);
  await expectNoSideways(rosa);
  await expectAccessible(rosa);
});

test('a stage lets a deal in once a package is signed', async ({ signedIn }) => {
  const [admin, rosa] = [await signedIn('admin'), await signedIn('rep')];
  try {
    const { pipelines } = await ask<{
      pipelines: { isDefault: boolean; stages: { id: string; name: string }[] }[];
    }>(admin, '{ pipelines { isDefault stages { id name } } }');
    const stage = pipelines.find(({ isDefault }) => isDefault)?.stages.find(({ name }) => name === STAGE);
    await admin.goto('/settings/pipelines');
    await admin
      .getByRole('button', { name: `Edit the stage ${STAGE}` })
      .first()
      .click();
    const dialog = admin.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Asked for before entering' }).fill('signed');
    await admin.getByRole('option', { name: 'A contract package was signed' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();

    const dealId = await dealOf(rosa, `Gated lease ${stamp()}`);
    const contract = await upload(rosa, { dealId }, pdf('Contract.pdf', ['Contract']));
    await rosa.goto(`/deals/${dealId}`);
    await live(rosa);
    const target = rosa
      .getByRole('navigation', { name: /^Stages of/ })
      .getByRole('button', { name: new RegExp(`^${STAGE}`) });
    await target.click();
    await rosa.getByRole('dialog').getByRole('link', { name: 'A contract package was signed' }).click();
    await expect(rosa.getByRole('tab', { name: 'Contracts' })).toHaveAttribute('aria-selected', 'true');
    const id = await packageOf(rosa, dealId, 'Contract', [contract]);
    await step(rosa, 'submitContractPackage', id);
    await step(rosa, 'signContractPackage', id);
    await expect(rosa.getByRole('table', { name: 'Contract packages' })).toContainText('Signed');
    await target.click();
    await expect(target).toHaveAttribute('aria-current', 'step');
    // It moves on screen before the server has answered.
    const stageId = async () => {
      const { deal } = await ask<{ deal: { stage: { id: string } } }>(
        rosa,
        'query($id: ID!) { deal(id: $id) { stage { id } } }',
        { id: dealId },
      );
      return deal.stage.id;
    };
    await expect.poll(stageId).toBe(stage?.id);
  } finally {
    await openGate(admin, STAGE);
  }
});
