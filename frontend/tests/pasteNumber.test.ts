import { describe, expect, it } from 'vitest';
import { plainNumber } from '@/ui/pasteNumber';

describe('a pasted number', () => {
  it.each([
    ['12,5', 'cs', '12.5'],
    ['1 234,50 Kč', 'cs', '1234.50'],
    ['1\u00a0234\u202f567', 'cs', '1234567'],
    ['€1,234.50', 'en', '1234.50'],
    ['1.234,50 €', 'de', '1234.50'],
    ['1,234', 'en', '1234'],
    ['1,234', 'cs', '1.234'],
    ['1.234', 'de', '1234'],
    ['1.234', 'en', '1.234'],
    ['0,125', 'en', '0.125'],
    ['1.234.567', 'en', '1234567'],
    ['1’234.50', 'de', '1234.50'],
    ['−12,5 %', 'cs', '-12.5'],
    ['1500', 'en', '1500'],
  ])('%s in %s is %s', (text, language, plain) => {
    expect(plainNumber(text, language)).toBe(plain);
  });

  it('that is none is left to the input', () => {
    for (const text of ['', 'abc', '12-13', '1/2']) expect(plainNumber(text, 'en')).toBeUndefined();
  });
});
