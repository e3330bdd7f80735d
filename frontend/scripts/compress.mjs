// Writes .br and .gz beside every text file of dist/, so the server never compresses at run time.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = path.join(import.meta.dirname, '../dist');
const TEXT = /\.(js|mjs|css|html|svg|json|map|txt|ttf|webmanifest)$/;

let files = 0;
for (const name of readdirSync(dist, { recursive: true })) {
  const file = path.join(dist, String(name));
  if (!TEXT.test(file) || !statSync(file).isFile() || statSync(file).size < 1024) continue;
  const body = readFileSync(file);
  // Level 11 costs seconds on the explorer's megabytes and saves 3 %; 9 is enough there.
  const quality = body.length > 1_000_000 ? 9 : 11;
  writeFileSync(
    `${file}.br`,
    brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  );
  writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }));
  files += 1;
}
console.log(`compressed ${files} files`);
