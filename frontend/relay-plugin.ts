import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Plugin } from 'vite';

const TAG = /\bgraphql`([^`]*)`/g;
const NAME = /\b(?:query|mutation|subscription|fragment)\s+(\w+)/;

/**
 * Swaps every graphql-tagged template for an import of the artifact that relay-compiler made of it.
 * The same plugin serves `vite dev`, `vite build` and vitest, so Babel stays out of the tool chain.
 */
export function relayArtifacts(root: string): Plugin {
  const artifacts = path.join(root, 'src/__generated__');
  return {
    name: 'relay-artifacts',
    enforce: 'pre',
    configureServer(server) {
      let timer: NodeJS.Timeout | undefined;
      server.watcher.on('change', (file) => {
        if (!/\.tsx?$/.test(file) || file.startsWith(artifacts)) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          spawn('npx', ['--no-install', 'relay-compiler'], { cwd: root, stdio: 'inherit' });
        }, 150);
      });
    },
    transform(code, id) {
      const file = id.split('?')[0] ?? id;
      if (!/\.tsx?$/.test(file) || file.includes('node_modules') || !code.includes('graphql`')) return;
      const names = new Set<string>();
      const out = code.replace(TAG, (whole, text: string) => {
        const name = NAME.exec(text)?.[1];
        if (!name) return whole;
        names.add(name);
        // The line count stays, so stack traces still point at the right line without a source map.
        return `__relay_${name}${'\n'.repeat(text.split('\n').length - 1)}`;
      });
      if (names.size === 0) return;
      const imports = [...names].map((name) => {
        let from = path.relative(path.dirname(file), path.join(artifacts, `${name}.graphql.ts`));
        if (!from.startsWith('.')) from = `./${from}`;
        return `import __relay_${name} from ${JSON.stringify(from)};`;
      });
      return { code: `${out}\n${imports.join('\n')}\n`, map: null };
    },
  };
}
