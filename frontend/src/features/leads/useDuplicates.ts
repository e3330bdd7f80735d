import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Duplicates_found$key } from '@/__generated__/Duplicates_found.graphql';
import type { useDuplicatesQuery } from '@/__generated__/useDuplicatesQuery.graphql';
import { type Identity, question } from './duplicates';

/** Records that somebody new may be already, looked up while a form is filled in. */
export function useDuplicates(identity: Identity): Duplicates_found$key | undefined {
  const environment = useRelayEnvironment();
  const asked = question(identity);
  const [wanted] = useDebouncedValue(asked === undefined ? '' : JSON.stringify(asked), 300);
  const variables = useMemo(
    (): useDuplicatesQuery['variables'] | undefined => (wanted ? JSON.parse(wanted) : undefined),
    [wanted],
  );
  const [found, setFound] = useState<Duplicates_found$key>();
  useEffect(() => {
    if (!variables) {
      setFound(undefined);
      return;
    }
    const request = fetchQuery<useDuplicatesQuery>(
      environment,
      graphql`
        query useDuplicatesQuery(
          $company: String
          $email: String
          $website: String
          $firstName: String
          $lastName: String
        ) {
          leadDuplicates(
            company: $company
            email: $email
            website: $website
            firstName: $firstName
            lastName: $lastName
          ) {
            ...Duplicates_found
          }
        }
      `,
      variables,
    ).subscribe({
      next: ({ leadDuplicates }) => setFound(leadDuplicates),
      // Only a hint: creating works without it.
      error: () => setFound(undefined),
    });
    return () => request.unsubscribe();
  }, [environment, variables]);
  return found;
}
