import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin } from 'vite';

const FILES = ['openjpeg_nowasm_fallback.js', 'LICENSE_OPENJPEG', 'LICENSE_PDFJS_OPENJPEG'];

/**
 * Puts the decoder of JPEG 2000, which scans are full of, where pdfjs-dist looks for it by name. The page's policy
 * lets no WebAssembly run, so it is the one in JavaScript; all the other decoders are in the worker.
 */
export function pdfDecoder(): Plugin {
  const manifest = createRequire(import.meta.url).resolve('pdfjs-dist/package.json');
  return {
    name: 'pdf-decoder',
    apply: 'build',
    generateBundle() {
      const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
      for (const name of FILES) {
        const source = readFileSync(path.join(path.dirname(manifest), 'wasm', name));
        this.emitFile({ type: 'asset', fileName: `assets/pdf-${version}/${name}`, source });
      }
    },
  };
}
