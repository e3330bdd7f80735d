import type { Page } from '@playwright/test';
import { change, expect, expectAccessible, live, openTab, test } from './fixtures';

const SHOTS = 'test-results/stakeholders';

interface Made {
  deal: { id: string };
  contact: { id: string };
  stakeholder: { id: string };
}

async function createDeal(page: Page, name: string): Promise<string> {
  const { deal } = await change<Made>(page, 'createDeal', 'CreateDealInput', 'deal { id }', { name });
  return deal.id;
}

async function addPerson(page: Page, dealId: string, name: string, more: object = {}): Promise<string> {
  const [firstName, lastName] = name.split(' ');
  const input = { dealId, newContact: { firstName, lastName, jobTitle: 'Head of purchasing' }, ...more };
  const made = await change<Made>(page, 'addStakeholder', 'AddStakeholderInput', 'stakeholder { id }', input);
  return made.stakeholder.id;
}

async function open(page: Page, dealId: string, view = ''): Promise<void> {
  await page.goto(`/deals/${dealId}?tab=stakeholders${view && `&view=${view}`}`);
  await live(page);
}

const row = (page: Page, name: string) =>
  page.getByRole('table', { name: 'Stakeholders' }).getByRole('row').filter({ hasText: name });
const coverage = (page: Page, text: string) => page.locator('dl > div').filter({ hasText: text });

test('adds a contact that is there and one made on the spot', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = Date.now().toString(36);
  const dealId = await createDeal(page, `People ${mark}`);
  await open(page, dealId);
  await expect(page.getByText('Nobody is known here yet')).toBeVisible();
  await page.getByRole('button', { name: 'Add a stakeholder' }).click();
  await expect(page).toHaveURL(/dialog=stakeholder/);
  const dialog = page.getByRole('dialog', { name: 'Add a stakeholder' });
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('Choose a contact, or make a new one.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Contact' }).fill('Boris');
  await page.getByRole('option', { name: /^Boris Cole/ }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, 'Boris Cole')).toContainText('Primary');

  // The missing role opens the dialog with that role chosen; what is typed becomes the new contact's name.
  await page.getByRole('button', { name: 'Add a stakeholder: Decision maker' }).click();
  await expect(dialog.getByRole('combobox', { name: 'Role' })).toHaveValue('Decision maker');
  await dialog.getByRole('combobox', { name: 'Contact' }).fill(`Dora ${mark}`);
  await page.getByRole('option', { name: `Create “Dora ${mark}”` }).click();
  await expect(dialog.getByLabel('Last name')).toHaveValue(mark);
  await dialog.getByLabel('Job title').fill('Chief of everything');
  await dialog.getByLabel('E-mail address').fill('not an address');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog.getByText('This is not an e-mail address.')).toBeVisible();
  await expect(dialog.getByLabel('Job title')).toHaveValue('Chief of everything');
  await dialog.getByLabel('E-mail address').fill('dora@people.example');
  await dialog.getByRole('combobox', { name: 'Loyalty' }).click();
  await page.getByRole('option', { name: '+2 Advocate' }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, mark)).toContainText('Chief of everything');
  await expect(row(page, mark)).toContainText('+2 Advocate');
  await expect(coverage(page, 'Decision maker')).toContainText('Known');
  await expect(coverage(page, 'Weighted loyalty')).toContainText('+1 Supporter');

  // The same contact twice is refused where it was chosen.
  await row(page, mark).getByRole('link').click();
  await openTab(page, 'Roles in deals (1)');
  const stakes = page.getByRole('table', { name: 'Roles in deals' });
  await expect(stakes.getByRole('row').filter({ hasText: `People ${mark}` })).toContainText('Decision maker');
});

test('rates by keyboard and by mouse on the plot, and the list says the same', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const dealId = await createDeal(page, `Plot ${Date.now()}`);
  await addPerson(page, dealId, 'Greta Hill', { influence: 3, loyalty: 0 });
  await addPerson(page, dealId, 'Hugo Ivy', { influence: 3, loyalty: 0 });
  await open(page, dealId, 'plot');
  const dot = page.getByRole('slider', { name: 'Greta Hill' });
  await dot.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  await expect(dot).toHaveAttribute('aria-valuetext', 'Influence 4 of 5, +2 Advocate, Keep close');
  await expect(page.getByRole('status').filter({ hasText: 'Greta Hill: Influence 4 of 5' })).toBeAttached();
  await expect(coverage(page, 'Weighted loyalty')).toContainText('+1.14 Supporter');

  const other = page.getByRole('slider', { name: 'Hugo Ivy' });
  await page.keyboard.press('Tab');
  await expect(other).toBeFocused();
  const from = await other.boundingBox();
  const paper = await page
    .getByRole('group', { name: 'Stakeholders by influence and loyalty' })
    .boundingBox();
  if (!from || !paper) throw new Error('nothing is drawn');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 3);
  await page.mouse.down();
  await page.mouse.move(paper.x + 60, paper.y + 40, { steps: 6 });
  await page.mouse.up();
  await expect(other).toHaveAttribute('aria-valuetext', 'Influence 5 of 5, −2 Opponent, Win over');

  await page.getByRole('radiogroup', { name: 'How to show the stakeholders' }).getByText('List').click();
  await expect(page).not.toHaveURL(/view=/);
  await expect(row(page, 'Greta Hill')).toContainText('+2 Advocate');
  await expect(row(page, 'Hugo Ivy')).toContainText('−2 Opponent');
  await page.reload();
  await expect(row(page, 'Hugo Ivy')).toContainText('−2 Opponent');
});

test('a finger on a dot rates anew without scrolling the page; Undo rates as before', async ({
  signedIn,
}) => {
  const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
  const page = await signedIn('admin', 'light', phone);
  const dealId = await createDeal(page, `Finger ${Date.now()}`);
  await addPerson(page, dealId, 'Nina Oak', { influence: 3, loyalty: 0 });
  await open(page, dealId, 'plot');
  const dot = page.getByRole('slider', { name: 'Nina Oak' });
  await dot.scrollIntoViewIfNeeded();
  const from = await dot.locator('circle').boundingBox();
  if (!from) throw new Error('nothing is drawn');
  const touch = await page.context().newCDPSession(page);
  const finger = (type: 'touchStart' | 'touchMove', x: number, y: number) =>
    touch.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y }] });
  const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
  await finger('touchStart', x, y);
  for (let step = 1; step <= 8; step += 1) await finger('touchMove', x + step * 8, y + step * 8);
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(dot).toHaveAttribute('aria-valuetext', 'Influence 2 of 5, +1 Supporter, Keep informed');
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).tap();
  await expect(dot).toHaveAttribute('aria-valuetext', 'Influence 3 of 5, 0 Neutral, Win over');
});

test('draws an influence, makes it stronger and takes it back', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const dealId = await createDeal(page, `Graph ${Date.now()}`);
  await addPerson(page, dealId, 'Ida Jones', { influence: 5 });
  await addPerson(page, dealId, 'Karl Lund', { influence: 2 });
  await open(page, dealId, 'graph');
  const form = page.getByRole('form', { name: 'Add an influence' });
  await form.getByRole('combobox', { name: 'Whose word counts' }).click();
  await page.getByRole('option', { name: 'Karl Lund' }).click();
  await form.getByRole('combobox', { name: 'With whom' }).click();
  await page.getByRole('option', { name: 'Ida Jones' }).click();
  await form.getByRole('button', { name: 'Draw' }).click();
  const table = page.getByRole('table', { name: 'Influence between stakeholders' });
  await expect(table.getByRole('row').nth(1)).toContainText('Karl LundIda Jonesclearly');
  // Once more is not another arrow, and does not change the one that is there.
  await form.getByRole('combobox', { name: 'Whose word counts' }).click();
  await page.getByRole('option', { name: 'Karl Lund' }).click();
  await form.getByRole('combobox', { name: 'With whom' }).click();
  await page.getByRole('option', { name: 'Ida Jones' }).click();
  await form.getByRole('button', { name: 'Draw' }).click();
  await expect(form.getByText('This influence is drawn already')).toBeVisible();
  await table.getByRole('button', { name: 'Edit How much' }).click();
  await page.getByRole('option', { name: 'decisively' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('decisively');
  await table.getByRole('button', { name: 'Remove the influence of Karl Lund on Ida Jones' }).click();
  await expect(page.getByText('No influence is drawn yet.')).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('decisively');

  // From box to box with the mouse.
  const boxes = page.getByRole('img', { name: /^Who influences whom/ }).locator('g[transform]');
  const [ida, karl] = [await boxes.nth(0).boundingBox(), await boxes.nth(1).boundingBox()];
  if (!ida || !karl) throw new Error('nothing is drawn');
  await page.mouse.move(ida.x + ida.width / 2, ida.y + ida.height / 2);
  await page.mouse.down();
  await page.mouse.move(karl.x + karl.width / 2, karl.y + karl.height / 2, { steps: 5 });
  await page.mouse.up();
  await expect(table.getByRole('row')).toHaveCount(3);
});

test('what one does the other sees at once; taken off is undone with everything', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Live ${Date.now()}`);
  const mona = await addPerson(ada, dealId, 'Mona Nord', { loyalty: 1, motivators: 'A quiet life' });
  const otto = await addPerson(ada, dealId, 'Otto Penn', { influence: 5 });
  await change(ada, 'linkStakeholders', 'LinkStakeholdersInput', 'deal { id }', { fromId: mona, toId: otto });
  await open(ada, dealId);
  await open(ben, dealId);
  await expect(row(ben, 'Mona Nord')).toContainText('Primary');

  await row(ada, 'Otto Penn').getByRole('button', { name: 'Edit Loyalty' }).click();
  await ada.getByRole('option', { name: '−1 Sceptic' }).click();
  await expect(row(ben, 'Otto Penn')).toContainText('−1 Sceptic');
  await expect(row(ben, 'Otto Penn')).toContainText('Ada Lovelace');
  await ada.getByRole('button', { name: 'More for Otto Penn' }).click();
  await ada.getByRole('menuitem', { name: 'Make primary contact' }).click();
  await expect(row(ada, 'Otto Penn')).toContainText('Primary');
  await expect(row(ben, 'Otto Penn')).toContainText('Primary');
  await expect(row(ben, 'Mona Nord')).not.toContainText('Primary');

  await ada.getByRole('button', { name: 'More for Mona Nord' }).click();
  await ada.getByRole('menuitem', { name: 'Take off the deal' }).click();
  await expect(row(ada, 'Mona Nord')).toHaveCount(0);
  await expect(row(ben, 'Mona Nord')).toHaveCount(0);
  await expect(ben.getByRole('tab', { name: 'Stakeholders (1)' })).toBeVisible();
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(row(ben, 'Mona Nord')).toContainText('+1 Supporter');
  await row(ben, 'Mona Nord').getByRole('button', { name: 'Motivators and notes of Mona Nord' }).click();
  await expect(ben.getByText('A quiet life')).toBeVisible();
  await ben.getByRole('radiogroup', { name: 'How to show the stakeholders' }).getByText('Influence').click();
  const links = ben.getByRole('table', { name: 'Influence between stakeholders' });
  await expect(links.getByRole('row').nth(1)).toContainText('Mona NordOtto Penn');
});

test('two people rate one person: the second sees both values', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Clash ${Date.now()}`);
  await addPerson(ada, dealId, 'Quinn Reed');
  await open(ada, dealId);
  await open(ben, dealId);
  await ada.getByRole('button', { name: 'Edit Loyalty' }).click();
  await ben.getByRole('button', { name: 'Edit Loyalty' }).click();
  await ben.getByRole('option', { name: '+1 Supporter' }).click();
  await expect(row(ben, 'Quinn Reed')).toContainText('+1 Supporter');
  await ada.getByRole('option', { name: '−2 Opponent' }).click();
  const notice = ada.getByRole('alert').filter({ hasText: 'Loyalty was changed by Ben Carter' });
  await expect(notice).toContainText('−2 Opponent');
  await expect(notice).toContainText('+1 Supporter');
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  await expect(notice).toBeHidden();
  await expect(row(ben, 'Quinn Reed')).toContainText('−2 Opponent');
});

test('a dot dropped after somebody else rated goes back, and says why', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Refused ${Date.now()}`);
  await addPerson(ada, dealId, 'Tina Ulm');
  await open(ada, dealId, 'plot');
  await open(ben, dealId, 'plot');
  const [mine, theirs] = [ada, ben].map((page) => page.getByRole('slider', { name: 'Tina Ulm' }));
  // What is below the window's edge cannot be taken by a mouse.
  await mine?.scrollIntoViewIfNeeded();
  const box = await mine?.boundingBox();
  if (!mine || !theirs || !box) throw new Error('nothing is drawn');
  await ada.mouse.move(box.x + box.width / 2, box.y + box.height / 3);
  await ada.mouse.down();
  await ada.mouse.move(box.x + box.width / 2 + 130, box.y + box.height / 3, { steps: 4 });
  await theirs.press('ArrowLeft');
  await expect(mine).toHaveAttribute('aria-valuenow', '-1');
  await ada.mouse.up();
  await expect(ada.getByText(/^Ben Carter changed this just before you/)).toBeVisible();
  await expect(mine).toHaveAttribute('aria-valuenow', '-1');
});

test('deals are found by who is known on them', async ({ signedIn }) => {
  const page = await signedIn('admin');
  const mark = `Cover ${Date.now()}`;
  const dealId = await createDeal(page, `${mark} liked`);
  await createDeal(page, `${mark} unknown`);
  await addPerson(page, dealId, 'Sara Toll', { loyalty: 2 });
  const filter = JSON.stringify([['loyalty', 'gte', '1']]);
  await page.goto(`/deals?view=all&q=${encodeURIComponent(mark)}&filter=${encodeURIComponent(filter)}`);
  await live(page);
  await expect(page.getByRole('group', { name: 'Filters' })).toContainText('Weighted loyalty');
  await expect(page.getByRole('row').filter({ hasText: `${mark} liked` })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: `${mark} unknown` })).toHaveCount(0);
});

test('who only reads sees everything and changes nothing', async ({ signedIn, server, browser }) => {
  const admin = await signedIn('admin');
  const login = { email: `viewer${Date.now()}@e2e.example`, password: 'correct horse battery' };
  await change(admin, 'createUser', 'CreateUserInput', 'user { id }', {
    ...login,
    name: 'Vera Watch',
    role: 'VIEWER',
  });
  const dealId = await createDeal(admin, `Read ${Date.now()}`);
  const uma = await addPerson(admin, dealId, 'Uma Vance', { influence: 4, loyalty: 1 });
  const will = await addPerson(admin, dealId, 'Will Young');
  await change(admin, 'linkStakeholders', 'LinkStakeholdersInput', 'deal { id }', {
    fromId: uma,
    toId: will,
  });
  const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
  await context.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: {
      query: 'mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
      variables: { input: login },
    },
  });
  const page = await context.newPage();
  await open(page, dealId);
  await expect(row(page, 'Uma Vance')).toContainText('+1 Supporter');
  const panel = page.getByRole('tabpanel', { name: /^Stakeholders/ });
  await expect(panel.getByRole('button', { name: /^(Edit|Add|More)/ })).toHaveCount(0);
  await open(page, dealId, 'plot');
  const dot = page.getByRole('slider', { name: 'Uma Vance' });
  await dot.press('ArrowRight');
  await expect(dot).toHaveAttribute('aria-valuetext', 'Influence 4 of 5, +1 Supporter, Keep close');
  await open(page, dealId, 'graph');
  await expect(page.getByRole('table', { name: 'Influence between stakeholders' })).toContainText(
    'Will Young',
  );
  await expect(panel.getByRole('button', { name: /^(Edit|Draw|Remove)/ })).toHaveCount(0);
  await context.close();
});

for (const colours of ['light', 'dark'] as const) {
  test(`stakeholders are accessible, ${colours}`, async ({ signedIn }) => {
    const page = await signedIn('admin', colours);
    const dealId = await createDeal(page, `Look ${colours} ${Date.now()}`);
    const ids: string[] = [];
    const people: [string, number, number][] = [
      ['Anna Bergström', 5, -1],
      ['Benedikt Cole', 4, 2],
      ['Clara Dahl', 4, 1],
      ['David Engelhardt', 2, -2],
      ['Eva Frost', 2, 0],
      ['Felix Gray', 2, 0],
      ['Gina Holm', 1, 1],
    ];
    for (const [name, influence, loyalty] of people) {
      ids.push(
        await addPerson(page, dealId, name, { influence, loyalty, motivators: 'Wants it done by May' }),
      );
    }
    for (const [from, to, strength] of [
      [1, 0, 3],
      [2, 0, 1],
      [4, 2, 2],
      [3, 1, 2],
      [1, 2, 1],
      [2, 1, 2],
    ] as const) {
      const input = { fromId: ids[from], toId: ids[to], strength };
      await change(page, 'linkStakeholders', 'LinkStakeholdersInput', 'deal { id }', input);
    }
    for (const width of [1360, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const view of ['list', 'plot', 'graph', 'dialog']) {
        await open(page, dealId, view === 'dialog' ? 'list&dialog=stakeholder' : view);
        await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
        if (view === 'list') {
          await page.getByRole('button', { name: /^Motivators and notes of Anna/ }).click();
        }
        if (view === 'dialog') await expect(page.getByRole('dialog')).toBeVisible();
        else await expect(page.getByRole('radiogroup').first()).toBeVisible();
        await expectAccessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(wide, `${view} at ${width} px`).toBe(false);
        await page.screenshot({ path: `${SHOTS}/${view}-${width}-${colours}.png` });
      }
      await open(page, dealId);
      await row(page, 'Anna Bergström').getByRole('link').click();
      await openTab(page, 'Roles in deals (1)');
      await expect(page.getByRole('table', { name: 'Roles in deals' })).toBeVisible();
      await expectAccessible(page);
      await page.screenshot({ path: `${SHOTS}/contact-${width}-${colours}.png` });
    }
  });
}
