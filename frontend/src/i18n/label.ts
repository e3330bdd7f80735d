import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** What a company has named itself, with the names it gave in other languages. */
export interface Named {
  readonly label: string;
  readonly labels: readonly { readonly language: string; readonly text: string }[];
}

/** As the server's `label(language:)`: `de-AT` finds `de` too, what has no text in it is shown as it was made. */
export function labelIn({ label, labels }: Named, language: string): string {
  const found = (tag: string | undefined) => labels.find((one) => one.language === tag)?.text;
  return found(language) ?? found(language.split('-')[0]) ?? label;
}

/** What a value of a list is called in the reader's language. */
export function useLabel(): (named: Named) => string {
  const { i18n } = useTranslation();
  return useCallback((named) => labelIn(named, i18n.language), [i18n.language]);
}
