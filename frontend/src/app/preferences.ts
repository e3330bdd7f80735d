import { useCallback } from 'react';
import { commitMutation, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { preferencesLocaleMutation } from '@/__generated__/preferencesLocaleMutation.graphql';
import { changeLanguage, type Language } from '@/i18n';
import { cell } from '@/relay/store';

const CELEBRATIONS_KEY = 'ds-celebrations';

function storedCelebrations(): boolean {
  try {
    return localStorage.getItem(CELEBRATIONS_KEY) !== 'off';
  } catch {
    return true;
  }
}

/** Whether deals that are won are celebrated in this browser. */
export const celebrations = cell(storedCelebrations());

export function setCelebrations(on: boolean): void {
  celebrations.set(on);
  try {
    localStorage.setItem(CELEBRATIONS_KEY, on ? 'on' : 'off');
  } catch {
    // The choice then lasts for this page only.
  }
}

/** Switches at once; the profile follows so that mails and other devices speak the same language. */
export function useChangeLanguage(): (language: Language) => void {
  const environment = useRelayEnvironment();
  return useCallback(
    (language) => {
      void changeLanguage(language);
      commitMutation<preferencesLocaleMutation>(environment, {
        mutation: graphql`
          mutation preferencesLocaleMutation($input: UpdateViewerInput!) {
            updateViewer(input: $input) {
              viewer {
                id
                locale
                version
              }
              userErrors {
                code
              }
            }
          }
        `,
        variables: { input: { locale: language } },
        // The language of this browser is set either way.
        onError: () => undefined,
      });
    },
    [environment],
  );
}
