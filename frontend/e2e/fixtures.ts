import AxeBuilder from '@axe-core/playwright';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import { type Role, type Server, startServer } from './server';

interface Fixtures {
  /** A page of its own browser context, signed in but not yet anywhere. Two calls are two people. */
  signedIn: (role: Role, scheme?: 'light' | 'dark', device?: BrowserContextOptions) => Promise<Page>;
}

interface WorkerFixtures {
  server: Server;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form.
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  signedIn: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role, scheme = 'light', device = {}) => {
      const localStorage = [{ name: 'ds-color-scheme', value: scheme }];
      const context = await browser.newContext({
        ...device,
        baseURL: server.url,
        locale: 'en-GB',
        storageState: { cookies: [], origins: [{ origin: server.url, localStorage }] },
      });
      contexts.push(context);
      const answer = await context.request.post('/graphql', {
        headers: { 'x-dealstream-client': 'web' },
        data: {
          query: 'mutation($input: SignInInput!) { signIn(input: $input) { viewer { id } } }',
          variables: { input: server.login(role) },
        },
      });
      expect((await answer.json()).data.signIn.viewer).toBeTruthy();
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** Waits until the page misses no event any more. Never sleep instead. */
export async function live(page: Page): Promise<void> {
  await expect(page.locator('html[data-live="1"]')).toBeAttached();
}

interface Refusable {
  userErrors: readonly { code: string; message: string }[];
}

/** A mutation as the signed-in person of the page. */
export async function change<Made>(page: Page, name: string, type: string, selection: string, input: object) {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: {
      query: `mutation($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message } } }`,
      variables: { input },
    },
  });
  const { data } = await answer.json();
  const payload = data[name] as Refusable & Made;
  expect(payload.userErrors).toEqual([]);
  return payload;
}

/** Lets deals into the stages of this name again without asking for anything: other tests move there too. */
export async function openGate(page: Page, stage: string): Promise<void> {
  const answer = await page.request.post('/graphql', {
    headers: { 'x-dealstream-client': 'web' },
    data: { query: '{ pipelines { stages { id name } } }' },
  });
  const { data } = await answer.json();
  const pipelines = data.pipelines as { stages: { id: string; name: string }[] }[];
  for (const { id } of pipelines.flatMap(({ stages }) => stages).filter(({ name }) => name === stage)) {
    await change(page, 'updateStage', 'UpdateStageInput', 'stage { id }', { id, gate: [] });
  }
}

/** Makes a deal by the form and stays on its page; the page's path. */
export async function createDeal(page: Page, name: string, amount = '1000'): Promise<string> {
  await page.goto('/deals?dialog=new');
  const dialog = page.getByRole('dialog', { name: 'New deal' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('Amount').fill(amount);
  await dialog.getByRole('button', { name: 'Create deal' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  await live(page);
  return new URL(page.url()).pathname;
}

/** Nothing on the page has to be scrolled sideways to be read. */
export async function expectNoSideways(page: Page): Promise<void> {
  const wide = () =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('body *')]
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .filter(
          (box) => /auto|scroll/.test(getComputedStyle(box).overflowX) || box === document.documentElement,
        )
        // Tabs are swiped.
        .filter((box) => box.role !== 'tablist')
        .map((box) => `${box.tagName}.${box.className}: ${box.scrollWidth} > ${box.clientWidth}`),
    );
  await expect.poll(wide).toEqual([]);
}

/** Opens a tab of a record, also one that the row has no room for: the keyboard brings it there. */
export async function openTab(page: Page, name: string | RegExp): Promise<void> {
  const tab = page.getByRole('tab', { name });
  await tab.focus();
  await tab.click();
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

/** A deal to work on, made without the form; its id. */
export async function dealOf(page: Page, name: string, more: object = {}): Promise<string> {
  const input = { name, ...more };
  const made = await change<{ deal: { id: string } }>(
    page,
    'createDeal',
    'CreateDealInput',
    'deal { id }',
    input,
  );
  return made.deal.id;
}

export { expect };
