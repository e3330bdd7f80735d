import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { workspaceQuery } from '@/__generated__/workspaceQuery.graphql';

/** The workspace's settings that many pages need; asked once, then served from the store. Suspends. */
export function useWorkspace() {
  const data = useLazyLoadQuery<workspaceQuery>(
    graphql`
      query workspaceQuery {
        workspace {
          id
          name
          baseCurrency
          timeZone
          defaultDaysToClose
          version
        }
      }
    `,
    {},
  );
  return data.workspace;
}
