import type { Page } from '@playwright/test';
import { expect, expectAccessible, live, openTab, test } from './fixtures';
import {
  change,
  count,
  createDeal,
  createNote,
  edit,
  field,
  note,
  notes,
  open,
  SHOTS,
  textOf,
  write,
} from './notesSteps';

/** Something to wait at until it is opened. */
function gate() {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), passed };
}

test('a note on a deal is written, seen by the other, edited, pinned and put away', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const path = `/deals/${await createDeal(ada, `Notes ${Date.now()}`)}`;
  await open(ada, path);
  await open(ben, path);
  await expect(ada.getByText('No notes yet')).toBeVisible();
  await ada.getByRole('button', { name: 'Save note' }).click();
  await expect(ada.getByText('This field must not be empty.')).toBeVisible();

  await write(ada, 'They decide in May.\nTerms: https://terms.example/2026.');
  await expect(field(ada)).toBeFocused();
  const seen = note(ben, 'They decide in May.');
  await expect(seen).toContainText('Ada Lovelace');
  await expect(seen.getByRole('link')).toHaveAttribute('href', 'https://terms.example/2026');
  await expect(count(ben, 'Notes (1)')).toBeVisible();
  await write(ben, 'Budget is approved');
  await expect(count(ada, 'Notes (2)')).toBeVisible();
  await expect(notes(ada).first()).toContainText('Budget is approved');

  await note(ada, 'They decide').getByRole('button', { name: 'Pin to the top' }).click();
  for (const page of [ada, ben]) await expect(notes(page).first()).toContainText('They decide in May.');
  await expect(note(ada, 'They decide').getByRole('button', { name: 'Unpin' })).toBeFocused();

  await edit(ada, 'They decide');
  const text = textOf(notes(ada).first());
  await expect(text).toBeFocused();
  await text.fill('They decide in June.');
  await text.press('Escape');
  const sure = ada.getByRole('dialog', { name: 'Discard what you entered?' });
  await sure.getByRole('button', { name: 'Cancel' }).click();
  await expect(text).toHaveValue('They decide in June.');
  await text.press('Control+Enter');
  await expect(note(ada, 'They decide in June.')).toContainText('changed');
  await expect(note(ada, 'They decide').getByRole('button', { name: 'Edit note' })).toBeFocused();
  await expect(note(ben, 'They decide in June.')).toBeVisible();
  await edit(ada, 'They decide');
  await text.fill('Never mind');
  await text.press('Escape');
  await sure.getByRole('button', { name: 'Discard' }).click();
  await expect(note(ada, 'They decide in June.')).toBeVisible();

  await note(ada, 'They decide').getByRole('button', { name: 'Put away' }).click();
  for (const page of [ada, ben]) {
    await expect(note(page, 'They decide')).toHaveCount(0);
    await expect(count(page, 'Notes (1)')).toBeVisible();
  }
  await ada.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  for (const page of [ada, ben]) {
    await expect(note(page, 'They decide in June.')).toBeVisible();
    await expect(count(page, 'Notes (2)')).toBeVisible();
  }
});

test('two people edit one note: the second reads both texts and decides', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Clash ${Date.now()}`);
  await createNote(ada, { dealId, body: 'Price is open' });
  await open(ada, `/deals/${dealId}`);
  await open(ben, `/deals/${dealId}`);
  await edit(ada, 'Price');
  await textOf(notes(ada).first()).fill('Price is 90');
  // Pinning is no reason to bother whoever is writing.
  await note(ben, 'Price').getByRole('button', { name: 'Pin to the top' }).click();
  await expect(notes(ada).first().getByRole('button', { name: 'Unpin' })).toBeVisible();
  await textOf(notes(ada).first()).press('Control+Enter');
  await expect(note(ben, 'Price is 90')).toBeVisible();

  await edit(ada, 'Price');
  await textOf(notes(ada).first()).fill('Price is 95');
  await edit(ben, 'Price');
  await textOf(notes(ben).first()).fill('Price is 80');
  await textOf(notes(ben).first()).press('Control+Enter');
  await expect(note(ben, 'Price is 80')).toContainText('changed by Ben Carter');
  await textOf(notes(ada).first()).press('Control+Enter');
  const notice = ada.getByRole('alert').filter({ hasText: 'Ben Carter changed this note' });
  await expect(notice).toContainText('Price is 80');
  await expect(textOf(notes(ada).first())).toHaveValue('Price is 95');
  await expectAccessible(ada);
  await ada.screenshot({ path: `${SHOTS}/clash.png` });
  await notice.getByRole('button', { name: 'Keep mine' }).click();
  for (const page of [ada, ben]) await expect(note(page, 'Price is 95')).toBeVisible();
});

test('what is not saved yet survives a reload; too much is refused at the field', async ({ signedIn }) => {
  const page = await signedIn('rep');
  const dealId = await createDeal(page, `Draft ${Date.now()}`);
  await createNote(page, { dealId, body: 'An old note' });
  await open(page, `/deals/${dealId}`);
  await field(page).fill('Half a thought');
  await edit(page, 'An old note');
  await textOf(notes(page).first()).fill('A better note');
  await openTab(page, 'History');
  await page.reload();
  await openTab(page, /^Notes/);
  await expect(field(page)).toHaveValue('Half a thought');
  await expect(textOf(notes(page).first())).toHaveValue('A better note');
  await textOf(notes(page).first()).press('Control+Enter');
  await expect(note(page, 'A better note').getByRole('button', { name: 'Edit note' })).toBeVisible();
  await field(page).fill('x'.repeat(20_001));
  await field(page).press('Control+Enter');
  await expect(page.getByText('At most 20,000 characters; these are 20,001.')).toBeVisible();
  await expect(notes(page)).toHaveCount(1);
  await field(page).fill('Short');
  await page.getByRole('button', { name: 'Save note' }).click();
  await expect(note(page, 'Short')).toBeVisible();
  await page.reload();
  await expect(notes(page)).toHaveCount(2);
  await expect(field(page)).toHaveValue('');
});

test('older notes come page by page, and stay when a new one arrives', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const dealId = await createDeal(ada, `Many ${Date.now()}`);
  for (let index = 0; index < 45; index += 1)
    await createNote(ada, { dealId, body: `Call number ${index}.` });
  await open(ada, `/deals/${dealId}`);
  await expect(count(ada, 'Notes (45)')).toBeVisible();
  await notes(ada).nth(19).scrollIntoViewIfNeeded();
  await ada.mouse.move(900, 700);
  await expect(async () => {
    await ada.mouse.wheel(0, 4_000);
    await expect(notes(ada)).toHaveCount(45, { timeout: 500 });
  }).toPass();
  await createNote(ben, { dealId, body: 'The newest of all' });
  await expect(notes(ada)).toHaveCount(46);
  await expect(notes(ada).first()).toContainText('The newest of all');
  await expect(notes(ada).last()).toContainText('Call number 0.');
});

test('an account and a contact have notes as well', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const mark = Date.now().toString(36);
  const accountId = await change(ada, 'createAccount', 'CreateAccountInput', 'account', {
    name: `Pumps ${mark}`,
  });
  const contact = { firstName: 'Nora', lastName: `Oak ${mark}` };
  const contactId = await change(ada, 'createContact', 'CreateContactInput', 'contact', contact);
  for (const path of [`/accounts/${accountId}`, `/contacts/${contactId}`]) {
    await open(ada, path);
    await open(ben, path);
    await write(ada, `About ${path}`);
    await expect(note(ben, `About ${path}`)).toContainText('Ada Lovelace');
    for (const page of [ada, ben]) await expect(count(page, 'Notes (1)')).toBeVisible();
    await note(ben, 'About').getByRole('button', { name: 'Put away' }).click();
    await expect(ada.getByText('No notes yet')).toBeVisible();
    await ben.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(note(ada, `About ${path}`)).toBeVisible();
  }
});

test('a note written while the list is on its way is in it', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const [first, second] = ['Before', 'Meanwhile'];
  const contactId = await change(ada, 'createContact', 'CreateContactInput', 'contact', {
    firstName: 'Slow',
    lastName: `Line ${Date.now().toString(36)}`,
  });
  const dealId = await createDeal(ada, `Slow line ${Date.now()}`);
  for (const [path, about] of [
    [`/deals/${dealId}`, { dealId }],
    [`/contacts/${contactId}`, { contactId }],
  ] as const) {
    await createNote(ada, { ...about, body: first });
    const [read, hold] = [gate(), gate()];
    const held = { done: false };
    await ben.route('/graphql', async (route) => {
      if (held.done || !/(Deal|Contact)NotesQuery/.test(route.request().postData() ?? '')) {
        await route.continue();
        return;
      }
      held.done = true;
      const response = await route.fetch();
      read.open();
      await hold.passed;
      await route.fulfill({ response });
    });
    await ben.goto(`${path}?tab=notes`);
    await live(ben);
    await read.passed;
    await expect(count(ben, 'Notes (1)')).toBeVisible();
    await createNote(ada, { ...about, body: second });
    await expect(count(ben, 'Notes (2)')).toBeVisible();
    hold.open();
    await expect(note(ben, first)).toBeVisible();
    await expect(note(ben, second)).toBeVisible();
    await ben.unroute('/graphql');
  }
});

test('what one may not do is not offered', async ({ signedIn, server, browser }) => {
  const [admin, rep] = [await signedIn('admin'), await signedIn('rep')];
  const dealId = await createDeal(admin, `Rights ${Date.now()}`);
  await createNote(admin, { dealId, body: 'Said by the admin', pinned: true });
  await open(rep, `/deals/${dealId}`);
  const theirs = note(rep, 'Said by the admin');
  await expect(theirs.getByRole('button', { name: 'Unpin' })).toBeVisible();
  await expect(theirs.getByRole('button')).toHaveCount(1);
  await write(rep, 'Said by the rep');
  await expect(note(rep, 'Said by the rep').getByRole('button')).toHaveCount(3);

  const login = { email: `notes${Date.now()}@e2e.example`, password: 'correct horse battery' };
  await change(admin, 'createUser', 'CreateUserInput', 'user', {
    ...login,
    name: 'Vera Watch',
    role: 'VIEWER',
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
  await open(page, `/deals/${dealId}`);
  await expect(note(page, 'Said by the admin').getByRole('img', { name: 'Pinned' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: /^Notes/ }).getByRole('button')).toHaveCount(0);
  await expect(field(page)).toHaveCount(0);
  await context.close();
});

test('what was put away has a list, and is taken out of it again', async ({ signedIn }) => {
  const [ada, ben] = [await signedIn('admin'), await signedIn('manager')];
  const path = `/deals/${await createDeal(ada, `Away ${Date.now()}`)}`;
  for (const page of [ada, ben]) await open(page, path);
  const away = (page: Page) => page.getByRole('switch', { name: 'Show notes that were put away' });
  const list = (page: Page) => page.getByRole('list', { name: 'Notes that were put away' });
  await write(ada, 'An old price');
  await away(ben).click();
  await expect(ben.getByText('Nothing was put away')).toBeVisible();
  await expect(field(ben)).toHaveCount(0);
  await note(ada, 'An old price').getByRole('button', { name: 'Put away' }).click();
  await expect(list(ben)).toContainText('An old price');
  await expectAccessible(ben);
  await list(ben).getByRole('button', { name: 'Take out again' }).click();
  await expect(list(ben)).toHaveCount(0);
  await expect(note(ada, 'An old price')).toBeVisible();
  await ben.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(list(ben)).toContainText('An old price');
  await expect(note(ada, 'An old price')).toHaveCount(0);
  await away(ben).click();
  await expect(ben.getByText('No notes yet')).toBeVisible();
  await expect(count(ben, 'Notes')).toBeVisible();
});

const LONG = Array.from({ length: 40 }, (_, line) => `${line + 1}. What was said about it.`).join('\n');

for (const colours of ['light', 'dark'] as const) {
  test(`notes are accessible, ${colours}`, async ({ signedIn }) => {
    const [page, ben] = [await signedIn('admin', colours), await signedIn('manager')];
    const mark = `${colours} ${Date.now()}`;
    const accountId = await change(page, 'createAccount', 'CreateAccountInput', 'account', {
      name: `Look ${mark}`,
    });
    const contact = { firstName: 'Nora', lastName: mark };
    const contactId = await change(page, 'createContact', 'CreateContactInput', 'contact', contact);
    const dealId = await createDeal(page, `Look ${mark}`);
    const bare = await createDeal(page, `Empty ${mark}`);
    for (const on of [{ dealId }, { accountId }, { contactId }]) {
      await createNote(page, { ...on, body: LONG });
      await createNote(ben, {
        ...on,
        body: 'Sent the offer.\n\nThey read it at https://offer.example/a/b?c=1',
      });
      await createNote(page, {
        ...on,
        body: 'Never call before ten: they are in the workshop.',
        pinned: true,
      });
      const words = 'Verylongwordwithoutanyplacetobreakit'.repeat(6);
      await createNote(ben, { ...on, body: words });
    }
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      for (const [name, path] of [
        ['deal', `/deals/${dealId}`],
        ['empty', `/deals/${bare}`],
        ['account', `/accounts/${accountId}`],
        ['contact', `/contacts/${contactId}`],
      ] as const) {
        await open(page, path);
        await expect(field(page)).toBeVisible();
        await expect(page.getByRole('status', { name: 'Loading…' })).toHaveCount(0);
        if (name === 'deal') await edit(page, 'Sent the offer');
        await expectAccessible(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        expect(wide, `${name} at ${width} px`).toBe(false);
        if (width === 390) await field(page).scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colours}.png` });
        if (name === 'deal') {
          await notes(page).last().scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${SHOTS}/deal-end-${width}-${colours}.png` });
        }
      }
    }
  });
}
