import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';

export interface Option {
  value: string;
  label: string;
}

/** Each language by its own name. */
export const LANGUAGE_OPTIONS: Option[] = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));

export function useZones(own: string): string[] {
  return useMemo(() => [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])], [own]);
}

export function useCurrencyName(): (code: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'currency' });
    return (code) => names.of(code) ?? code;
  }, [i18n.language]);
}

/** What most companies count in comes first. */
const USUAL = ['EUR', 'USD', 'GBP', 'CZK', 'PLN', 'CHF'];

export function useCurrencyOptions(except: readonly string[] = []): Option[] {
  const name = useCurrencyName();
  const out = except.join();
  return useMemo(
    () =>
      [...new Set([...USUAL, ...Intl.supportedValuesOf('currency')])]
        .filter((code) => !out.split(',').includes(code))
        .map((code) => ({ value: code, label: `${code} – ${name(code)}` })),
    [name, out],
  );
}
