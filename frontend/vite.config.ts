import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pdfDecoder } from './pdf-plugin.ts';
import { relayArtifacts } from './relay-plugin.ts';

const root = import.meta.dirname;
const server = process.env.DEALSTREAM_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root,
  plugins: [relayArtifacts(root), react(), pdfDecoder()],
  resolve: { alias: { '@': path.join(root, 'src') } },
  server: {
    proxy: {
      '/graphql': { target: server, ws: true },
      '/files': { target: server },
      // Files that go in and out; the page itself is at /import.
      '/imports': { target: server },
      '/export/': { target: server },
      '/proposal-logo': { target: server },
      '/document-templates': { target: server },
      // A proposal as PDF; its page has the same address without the ending.
      '^/proposals/.+[.]pdf$': { target: server },
    },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: { index: path.join(root, 'index.html'), explorer: path.join(root, 'explorer.html') },
      onLog(level, log, handle) {
        // "use no memo" directives of @graphiql/react mean nothing to a bundler.
        if (log.code === 'MODULE_LEVEL_DIRECTIVE') return;
        handle(level, log);
      },
    },
  },
});
