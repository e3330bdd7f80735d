import type { Page } from '@playwright/test';
import { dealOf, expect, expectAccessible, live, test } from './fixtures';

/** The calendar is open, and everything in it has a name. */
async function expectCalendar(page: Page) {
  await expect(page.getByRole('button', { name: 'Next month' })).toBeVisible();
  await expectAccessible(page);
}

for (const scheme of ['light', 'dark'] as const) {
  test(`calendars are accessible, ${scheme}`, async ({ signedIn }) => {
    const page = await signedIn('rep', scheme);
    await page.goto('/deals?dialog=new');
    const dialog = page.getByRole('dialog', { name: 'New deal' });
    await dialog.getByLabel('Expected close').click();
    await expectCalendar(page);
    await page.screenshot({ path: `test-results/dates/dialog-${scheme}.png` });

    const id = await dealOf(page, `Deal with a day, ${scheme}`);
    await page.goto(`/deals/${id}`);
    await live(page);
    await page.getByRole('button', { name: 'Edit Expected close' }).click();
    await expectCalendar(page);
    await page.getByRole('button', { name: 'Choose the month' }).click();
    await expect(page.getByRole('button', { name: 'Next year' })).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: `test-results/dates/inline-${scheme}.png` });
  });
}
