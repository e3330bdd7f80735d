import { useCallback } from 'react';
import { commitMutation, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { preferencesLocaleMutation } from '@/__generated__/preferencesLocaleMutation.graphql';
import { changeLanguage, type Language } from '@/i18n';

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
