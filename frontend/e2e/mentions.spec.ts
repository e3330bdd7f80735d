import type { Page } from '@playwright/test';
import { dealOf, expect, expectAccessible, live, test } from './fixtures';
import { bell, readAll } from './inbox';
import { createDeal, edit, field, note, notes, open, SHOTS, textOf } from './notesSteps';

const people = (page: Page) => page.getByRole('listbox', { name: 'People to mention' });

test('whom a note mentions is told at once, and led to it', async ({ signedIn }) => {
  const [ada, rosa] = [await signedIn('admin'), await signedIn('rep', 'dark')];
  await readAll(rosa);
  const deal = `Mention ${Date.now()}`;
  const dealId = await dealOf(rosa, deal);
  await open(ada, `/deals/${dealId}`);
  await rosa.goto('/board');
  await live(rosa);

  // By keyboard, and the browser's own undo knows of it.
  await field(ada).pressSequentially('Please @ros');
  await expect(people(ada).getByRole('option', { name: /Rosa Klein/, selected: true })).toBeVisible();
  await expectAccessible(ada);
  await ada.screenshot({ path: `${SHOTS}/people-1360-light.png` });
  await field(ada).press('Enter');
  await expect(field(ada)).toHaveValue('Please @Rosa Klein ');
  await expect(people(ada)).toHaveCount(0);
  await field(ada).press('Control+z');
  await expect(field(ada)).toHaveValue('Please @ros');
  await field(ada).press('Control+Shift+z');
  await field(ada).pressSequentially('ring them');
  await ada.reload();
  await live(ada);
  await expect(field(ada)).toHaveValue('Please @Rosa Klein ring them');
  await ada.screenshot({ path: `${SHOTS}/mention-1360-light.png` });
  await field(ada).press('Control+Enter');
  await expect(note(ada, 'Please @Rosa Klein ring them')).toBeVisible();
  await expect(field(ada)).toHaveValue('');

  const told = `Ada Lovelace mentioned you in a note on ${deal}: Please @Rosa Klein ring them`;
  await expect(bell(rosa, 1)).toBeVisible();
  await rosa.getByRole('status').filter({ hasText: told }).getByRole('button', { name: 'Open' }).click();
  await expect(rosa.getByRole('heading', { level: 1, name: deal })).toBeVisible();
  await expect(note(rosa, 'ring them').getByText('@Rosa Klein')).toBeVisible();
  await expect(bell(rosa, 0)).toBeVisible();
  await expectAccessible(rosa);
  await rosa.screenshot({ path: `${SHOTS}/mentioned-1360-dark.png` });

  // Who was told is not told again; whoever is new is.
  await edit(ada, 'ring them');
  const text = textOf(notes(ada).first());
  await expect(text).toHaveValue('Please @Rosa Klein ring them');
  await text.press('End');
  await text.pressSequentially(' today');
  await text.press('Control+Enter');
  await expect(note(rosa, 'ring them today')).toBeVisible();
  await ada.goto(`/deals/${dealId}?tab=timeline`);
  await expect(ada.getByText('Please @Rosa Klein ring them today').first()).toBeVisible();
  await expect(bell(rosa, 0)).toBeVisible();
});

test('somebody is mentioned on a phone', async ({ signedIn }) => {
  const ada = await signedIn('admin', 'dark');
  await ada.setViewportSize({ width: 390, height: 844 });
  await open(ada, `/deals/${await createDeal(ada, `Phone ${Date.now()}`)}`);
  await field(ada).pressSequentially('The price was agreed by mail with @');
  await expect(people(ada).getByRole('option')).not.toHaveCount(0);
  const wide = await ada.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(wide).toBe(false);
  await expectAccessible(ada);
  await ada.screenshot({ path: `${SHOTS}/people-390-dark.png` });
  await people(ada)
    .getByRole('option', { name: /Ben Carter/ })
    .click();
  await expect(field(ada)).toHaveValue('The price was agreed by mail with @Ben Carter ');
  await expect(field(ada)).toBeFocused();
  await ada.screenshot({ path: `${SHOTS}/mention-390-dark.png` });
  await ada.getByRole('button', { name: 'Save note' }).click();
  await expect(note(ada, 'with @Ben Carter')).toBeVisible();
});
