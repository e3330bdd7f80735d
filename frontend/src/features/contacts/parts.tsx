import { Select, type SelectProps } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export function isEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(value.trim());
}

/** What people write letters in most; any other code a record holds is added. */
const USUAL = [
  'en',
  'cs',
  'de',
  'sk',
  'pl',
  'ru',
  'uk',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'hu',
  'ro',
  'sv',
  'da',
];

export function useLanguageName(): (code: string) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
    return (code) => {
      try {
        return names.of(code) ?? code;
      } catch {
        // Imported records may hold anything.
        return code;
      }
    };
  }, [i18n.language]);
}

export function useLanguageOptions(own?: string | null): { value: string; label: string }[] {
  const name = useLanguageName();
  return useMemo(
    () =>
      [...new Set([...USUAL, ...(own ? [own] : [])])]
        .map((code) => ({ value: code, label: name(code) }))
        .toSorted((a, b) => a.label.localeCompare(b.label)),
    [name, own],
  );
}

export function LanguageSelect(props: SelectProps) {
  const options = useLanguageOptions();
  return <Select searchable clearable {...props} data={options} />;
}
