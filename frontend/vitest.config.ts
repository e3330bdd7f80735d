import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { relayArtifacts } from './relay-plugin.ts';

const root = import.meta.dirname;

export default defineConfig({
  plugins: [relayArtifacts(root), react()],
  resolve: { alias: { '@': path.join(root, 'src') } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['tests/setup.ts'],
    include: ['tests/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}'],
    testTimeout: 20_000,
    // Relay must exist once: inlined, the app and the test utilities share one runtime.
    server: { deps: { inline: [/react-relay/, /relay-runtime/, /relay-test-utils/] } },
  },
});
