import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, vi } from 'vitest';
import { uploadLimitsCell } from '@/relay/uploadLimits';

// relay-test-utils calls jest.fn; vitest's mocks are the same for that.
Object.assign(globalThis, { jest: vi });

// As the server is set up when nobody says otherwise.
uploadLimitsCell.set({
  fileBytes: 25 * 1024 * 1024,
  importBytes: 25 * 1024 * 1024,
  documentTemplateBytes: 2 * 1024 * 1024,
  logoBytes: 512 * 1024,
});

// Mantine asks for these; happy-dom has no layout.
window.matchMedia ??= (query: string) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

// A text box that grows asks whether its letters are there yet.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true });

afterEach(cleanup);

// A dialog that closed gives the keyboard back a moment later: there must still be a page to give it to.
afterAll(async () => {
  vi.useRealTimers();
  await new Promise((done) => setTimeout(done, 50));
});
