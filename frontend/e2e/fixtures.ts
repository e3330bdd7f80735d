import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { type DemoRole, type DemoServer, startDemo } from './server';

interface Fixtures {
  /** Opens a page of its own browser context, signed in and live. Two calls are two people. */
  signedIn: (role: DemoRole) => Promise<Page>;
}

interface WorkerFixtures {
  server: DemoServer;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants the destructured form.
    async ({}, use) => {
      const server = await startDemo();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 240_000 },
  ],

  signedIn: async ({ browser, server }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (role) => {
      const context = await browser.newContext({ baseURL: server.url, locale: 'en-GB' });
      contexts.push(context);
      const page = await context.newPage();
      const { email, password } = server.login(role);
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill(email);
      await page.getByLabel(/^Password/).fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await live(page);
      return page;
    });
    for (const context of contexts) await context.close();
  },
});

/** Waits until the page misses no event any more. Never sleep instead. */
export async function live(page: Page): Promise<void> {
  await expect(page.locator('html[data-live="1"]')).toBeAttached();
}

export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

export { expect };
