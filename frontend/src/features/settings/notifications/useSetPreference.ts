import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type { RecordSourceSelectorProxy } from 'relay-runtime';
import type { NotificationPreferencesQuery } from '@/__generated__/NotificationPreferencesQuery.graphql';
import type { useSetPreferenceMutation } from '@/__generated__/useSetPreferenceMutation.graphql';
import { useAction } from '@/app/useAction';

type Preference = NotificationPreferencesQuery['response']['notificationPreferences'][number];

/** The ways somebody can be told. */
export const WAYS = ['inbox', 'email'] as const;

/** They have no ids: the answer's list takes the place of the one on screen, unless it was refused. */
function replace(store: RecordSourceSelectorProxy): void {
  const payload = store.getRootField('setNotificationPreferences');
  const preferences = payload?.getLinkedRecords('preferences');
  if (!preferences || (payload?.getLinkedRecords('userErrors') ?? []).length > 0) return;
  store.getRoot().setLinkedRecords(preferences, 'notificationPreferences');
}

/** Saves one kind; it shows at once, and goes back to what it was when the server refuses. */
export function useSetPreference(known: readonly Preference[]): (wanted: Preference) => void {
  const [save] = useAction<useSetPreferenceMutation>(graphql`
    mutation useSetPreferenceMutation($input: SetNotificationPreferencesInput!) @raw_response_type {
      setNotificationPreferences(input: $input) {
        preferences {
          kind
          inbox
          email
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    ({ kind, inbox, email }) => {
      const preferences = known.map((one) => (one.kind === kind ? { kind, inbox, email } : one));
      void save(
        { input: { preferences: [{ kind, inbox, email }] } },
        {
          optimisticResponse: { setNotificationPreferences: { preferences, userErrors: [] } },
          optimisticUpdater: replace,
          updater: replace,
        },
      );
    },
    [known, save],
  );
}
