// Fails when the JavaScript needed for the first page outgrows its budget.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const BUDGET_KB = 320;
const dist = path.join(import.meta.dirname, '../dist');
const html = readFileSync(path.join(dist, 'index.html'), 'utf8');

const seen = new Map();
function visit(file) {
  if (seen.has(file)) return;
  const code = readFileSync(path.join(dist, file), 'utf8');
  seen.set(file, gzipSync(code, { level: 9 }).length);
  // Static imports only: lazy chunks are not part of the first load.
  for (const [, ref] of code.matchAll(
    /(?:^|[;\s}])(?:import|export)\s*(?:[\w{}*$,\s]+?from\s*)?["'](\.\/[^"']+\.js)["']/g,
  )) {
    visit(path.posix.join(path.posix.dirname(file), ref));
  }
}
for (const [, src] of html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)) visit(src);

let css = 0;
for (const [, href] of html.matchAll(/href="\/([^"]+\.css)"/g)) {
  css += gzipSync(readFileSync(path.join(dist, href)), { level: 9 }).length;
}
const js = [...seen.values()].reduce((sum, size) => sum + size, 0);
for (const [file, size] of [...seen].sort((a, b) => b[1] - a[1]))
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`);
console.log(
  `first load: JS ${(js / 1024).toFixed(1)} KB gz (budget ${BUDGET_KB}), CSS ${(css / 1024).toFixed(1)} KB gz`,
);
if (js > BUDGET_KB * 1024) process.exit(1);
