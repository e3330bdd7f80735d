import i18next from 'i18next';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { customRefusalCell, userErrorText } from '@/app/errors';
import { customRefusal } from '@/features/fields/refusal';
import csApp from '@/i18n/cs/app.json';
import cs from '@/i18n/cs/fields.json';
import de from '@/i18n/de/fields.json';
import en from '@/i18n/en/fields.json';
import pl from '@/i18n/pl/fields.json';
import ru from '@/i18n/ru/fields.json';

beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: {}, interpolation: { escapeValue: false } });
  for (const [language, texts] of Object.entries({ cs, de, en, pl, ru })) {
    i18next.addResourceBundle(language, 'fields', texts);
  }
  i18next.addResourceBundle('cs', 'app', csApp);
});
beforeEach(() => i18next.changeLanguage('cs'));

const field = (key: string, more: object = {}) => ({
  key,
  minimum: null,
  maximum: null,
  pattern: null,
  help: null,
  ...more,
});
const SEATS = field('seats', { minimum: '1.00', maximum: '10' });
const KNOWN = [
  // Another kind of record has a field of that key.
  field('seats', { minimum: '500' }),
  SEATS,
  field('code', { pattern: '[A-Z]{2}', help: 'Dvě velká písmena.' }),
  field('bare', { pattern: '[a-z]+' }),
  field('limit', { maximum: '12500.5' }),
];
const told = (key: string, message: string) =>
  customRefusal({ message, path: ['input', 'custom', key] }, KNOWN);

describe('what is wrong with a value of a custom field', () => {
  it('names both bounds of a number, of the field that was meant', () => {
    expect(told('seats', 'Give 1.00 or more.')).toBe('Zadejte číslo od 1 do 10.');
    expect(told('seats', 'Give 10 or less.')).toBe('Zadejte číslo od 1 do 10.');
    expect(told('seats', 'Give 500 or more.')).toBe('Zadejte 500 nebo víc.');
    expect(told('limit', 'Give 12500.5 or less.')).toMatch(/^Zadejte 12\s500,5 nebo méně\.$/);
    expect(told('unknown', 'Give -3 or more.')).toBe('Zadejte -3 nebo víc.');
  });

  it('has the help for what a pattern wants, and the pattern where there is none', () => {
    expect(told('code', 'This does not look as it should: [A-Z]{2}')).toContain('Dvě velká písmena.');
    expect(told('bare', 'This does not look as it should: [a-z]+')).toContain('[a-z]+');
  });

  it.each([
    'Give a number, such as 12.5.',
    'At most two decimals fit here.',
    'At most 16 digits and 10 decimals fit here.',
    'Give a day as YYYY-MM-DD.',
    'Give an instant such as 2026-03-02T09:00:00Z.',
    'Give an address that begins with https://.',
    'This is not an e-mail address.',
    'This is not a phone number.',
    'This is not among the options offered.',
    'This field is no longer in use: it can only be cleared.',
    'Control characters cannot be stored; remove them.',
    'At most 500 characters fit here.',
  ])('is told in every language: %s', async (message) => {
    const texts = [];
    for (const language of ['en', 'cs', 'de', 'pl', 'ru']) {
      await i18next.changeLanguage(language);
      texts.push(told('any', message));
    }
    expect(new Set(texts).size).toBe(5);
    for (const text of texts) expect(text).not.toMatch(/refusal\.|\{\{|^$/);
  });

  it('is what every screen tells; other refusals are told as before', () => {
    customRefusalCell.set((error) => customRefusal(error, KNOWN));
    const refusal = (path: string[], message = 'Give an address that begins with https://.') =>
      userErrorText({ code: 'INVALID', message, path });
    expect(refusal(['input', 'custom', 'site'])).toBe('Zadejte webovou adresu, která začíná https://.');
    expect(refusal(['accountCustom', 'site'])).toBe('Zadejte webovou adresu, která začíná https://.');
    expect(refusal(['input', 'defaultValue'])).toBe('Zadejte webovou adresu, která začíná https://.');
    expect(refusal(['input', 'website'])).toBe('Neplatná hodnota.');
    expect(refusal(['input', 'custom', 'site'], 'Something new.')).toBe('Neplatná hodnota.');
  });
});
