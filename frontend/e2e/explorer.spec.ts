import { expect, test } from './fixtures';

for (const scheme of ['light', 'dark'] as const) {
  test(`the explorer is ${scheme} where the app is`, async ({ signedIn }) => {
    const page = await signedIn('rep', scheme);
    // Not what the system says: what was chosen in the app.
    await page.emulateMedia({ colorScheme: scheme === 'dark' ? 'light' : 'dark' });
    await page.goto('/graphiql');
    await expect(page.locator(`body.graphiql-${scheme}`)).toBeAttached();
    await expect(page.getByRole('link', { name: 'Dealstream API' })).toBeVisible();
  });
}
