import { defineConfig } from '@playwright/test';

// Debian's Chromium; browsers are never downloaded.
export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  // Of a whole test, on a machine that builds beside it; what must be quick says so itself.
  timeout: 240_000,
  // A browser on a busy machine may stumble; one that passes only now is listed as flaky, and is a fault to look for.
  retries: 2,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1360, height: 860 },
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    // Recording costs a third of the time: only where somebody wants to look.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
