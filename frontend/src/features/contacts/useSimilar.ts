import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useSimilarQuery } from '@/__generated__/useSimilarQuery.graphql';

export type Similar = useSimilarQuery['response']['contacts']['nodes'];

/** People of a like name, so that nobody is entered twice. */
export function useSimilar(name: string): Similar {
  const environment = useRelayEnvironment();
  const [wanted] = useDebouncedValue(name.trim(), 300);
  const [found, setFound] = useState<Similar>([]);
  useEffect(() => {
    if (wanted.length < 3) {
      setFound([]);
      return;
    }
    const request = fetchQuery<useSimilarQuery>(
      environment,
      graphql`
        query useSimilarQuery($search: String!) {
          contacts(search: $search, first: 3) {
            nodes {
              id
              name
              account {
                id
                name
              }
            }
          }
        }
      `,
      { search: wanted },
    ).subscribe({
      next: (data) => setFound(data.contacts.nodes),
      // Only a hint: creating works without it.
      error: () => setFound([]),
    });
    return () => request.unsubscribe();
  }, [environment, wanted]);
  return found;
}
