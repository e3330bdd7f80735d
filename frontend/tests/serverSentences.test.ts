import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SENTENCES } from '@/features/fields/refusal';
import { REMARKS } from '@/features/transfer/run/useReason';

const SERVER = join(process.cwd(), '../src');
const files = readdirSync(SERVER, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.rs'),
);
const sources = files.map((name) => readFileSync(join(SERVER, name), 'utf8'));

/** What stands in a sentence as it is, without the values in quotation marks. */
const pieces = (sentence: RegExp) =>
  sentence.source
    .replace(/^\^|\$$/g, '')
    .split(/“(?:\.|\[\^”\])\*”/)
    .map((piece) => piece.replace(/\\(.)/g, '$1').trim())
    .filter(Boolean);

describe('sentences of the server that are told in other languages', () => {
  it.each([...SENTENCES, ...REMARKS])('%s is said by the server (%s)', (sentence) => {
    const said = pieces(sentence);
    expect(said).not.toEqual([]);
    expect(sources.some((source) => said.every((piece) => source.includes(piece)))).toBe(true);
  });
});
