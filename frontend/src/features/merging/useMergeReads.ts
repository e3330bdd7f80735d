import { useMemo } from 'react';
import { fetchQuery, type GraphQLTaggedNode, useRelayEnvironment } from 'react-relay/hooks';
import type { OperationType } from 'relay-runtime';
import { useCanManage, useViewer } from '@/app/viewer';

/** How many are offered to choose from. */
export const OFFERED = 20;

/** Reads for the merging of a record, and which others may be merged with it: those the viewer may put away. */
export function useMergeReads(id: string) {
  const environment = useRelayEnvironment();
  const viewerId = useViewer().id;
  const canManage = useCanManage();
  return useMemo(
    () => ({
      read: <Query extends OperationType>(query: GraphQLTaggedNode, variables: Query['variables']) =>
        fetchQuery<Query>(environment, query, variables).toPromise(),
      others: {
        archived: { eq: false },
        id: { ne: id },
        ...(canManage ? {} : { ownerId: { eq: viewerId } }),
      },
    }),
    [environment, id, viewerId, canManage],
  );
}
