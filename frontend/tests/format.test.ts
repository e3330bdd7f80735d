import { describe, expect, it } from 'vitest';
import { formatDate, formatDateTime, formatMoney } from '@/i18n/format';

/** Narrow and plain spaces look the same. */
function plain(text: string): string {
  return text.replace(/\s/g, ' ');
}

describe('dates', () => {
  it.each([
    ['en', 'Nov 8, 2026'],
    ['de', '08.11.2026'],
    ['ru', '08.11.2026'],
    ['pl', '8 lis 2026'],
    ['cs', '8. 11. 2026'],
  ])('in %s are short and carry the whole year', (locale, text) => {
    expect(plain(formatDate(locale, '2026-11-08'))).toBe(text);
  });

  it('with a time are those of the zone', () => {
    expect(plain(formatDateTime('ru', 'Europe/Prague', '2026-11-08T12:05:00Z'))).toBe('08.11.2026, 13:05');
  });
});

describe('compact amounts', () => {
  it.each([
    ['en', '333125.1', '€333.1K'],
    ['en', '117940000', '€117.9M'],
    // German has no short word for a thousand.
    ['de', '333125.1', '333.100 €'],
    ['de', '3312345', '3,3 Mio. €'],
    ['ru', '12345.6', '12,3 тыс. €'],
  ])('in %s: %s is %s', (locale, amount, text) => {
    expect(plain(formatMoney(locale, amount, 'EUR', { compact: true }))).toBe(text);
  });
});
