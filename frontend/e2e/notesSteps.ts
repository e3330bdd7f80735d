import type { Locator, Page } from '@playwright/test';
import { expect, live } from './fixtures';

export const SHOTS = 'test-results/notes';

interface Made {
  [record: string]: { id: string };
}

/** A mutation as the signed-in person of the page. */
export async function change(page: Page, name: string, type: string, record: string, input: object) {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: {
      query: `mutation($input: ${type}!) { ${name}(input: $input) { ${record} { id } userErrors { code message } } }`,
      variables: { input },
    },
  });
  const { data } = await answer.json();
  const payload = data[name] as Made & { userErrors: readonly object[] };
  expect(payload.userErrors).toEqual([]);
  return payload[record]?.id ?? '';
}

export const createDeal = (page: Page, name: string) =>
  change(page, 'createDeal', 'CreateDealInput', 'deal', { name });
export const createNote = (page: Page, input: object) =>
  change(page, 'createNote', 'CreateNoteInput', 'note', input);

export async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${path}?tab=notes`);
  await live(page);
}

export const notes = (page: Page) => page.getByRole('list', { name: 'Notes' }).getByRole('listitem');
export const note = (page: Page, text: string) => notes(page).filter({ hasText: text });
export const field = (page: Page) => page.getByRole('textbox', { name: 'New note' });
export const count = (page: Page, shown: string) => page.getByRole('tab', { name: shown, exact: true });

export async function write(page: Page, text: string): Promise<void> {
  await field(page).fill(text);
  await field(page).press('Control+Enter');
  await expect(note(page, text)).toBeVisible();
  await expect(field(page)).toHaveValue('');
}

export const edit = (page: Page, text: string): Promise<void> =>
  note(page, text).getByRole('button', { name: 'Edit note' }).click();
export const textOf = (item: Locator) => item.getByRole('textbox', { name: 'Text of the note' });
