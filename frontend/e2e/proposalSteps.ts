import type { Page } from '@playwright/test';
import { change, expect, live } from './fixtures';

export const stamp = () => Date.now().toString(36);

export async function ask<Data>(page: Page, query: string, variables: object = {}): Promise<Data> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query, variables },
  });
  return (await answer.json()).data;
}

export async function line(
  page: Page,
  dealId: string,
  description: string,
  more: object = {},
): Promise<void> {
  const input = { dealId, description, unitPrice: '100', ...more };
  await change(page, 'addDealLine', 'AddDealLineInput', 'dealLine { id }', input);
}

export interface Made {
  id: string;
  number: string;
}

/** A draft with the deal's lines. */
export async function draftOf(page: Page, dealId: string): Promise<Made> {
  const made = await change<{ proposal: Made }>(
    page,
    'createProposal',
    'CreateProposalInput',
    'proposal { id number }',
    { dealId },
  );
  return made.proposal;
}

/** One step on a proposal's way, without the screen. */
export async function step(page: Page, name: string, id: string, more: object = {}): Promise<void> {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  await change(page, name, type, 'proposal { id }', { id, ...more });
}

export async function open(page: Page, id: string, search = ''): Promise<void> {
  await page.goto(`/proposals/${id}${search}`);
  await live(page);
  await expect(page.getByRole('tab', { name: 'Content' })).toBeVisible();
}

export const lines = (page: Page) => page.getByRole('region', { name: 'What is offered' }).getByRole('table');
export const row = (page: Page, text: string) => lines(page).getByRole('row').filter({ hasText: text });
export const total = (page: Page, name: string) =>
  page.locator('dl[aria-label="Totals of the proposal"] > div').filter({ hasText: name });
export const status = (page: Page, name: string) =>
  page.getByRole('main').getByText(name, { exact: true }).first();

/** What the lines are called, from the first to the last. */
export async function order(page: Page): Promise<string[]> {
  const names = lines(page).getByRole('button', { name: 'Edit Description' });
  return (await names.allTextContents()).map((name) => name.trim());
}

export async function action(page: Page, name: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true });
  if (!(await button.isVisible())) {
    await page.getByRole('button', { name: 'Actions', exact: true }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
  } else await button.click();
}
