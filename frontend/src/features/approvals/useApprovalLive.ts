import { graphql } from 'react-relay/hooks';
import type { useApprovalLiveSubscription } from '@/__generated__/useApprovalLiveSubscription.graphql';
import { useLive } from '@/relay/live';

interface About {
  id?: string;
  dealId?: string;
}

interface Options {
  onChange: (approvalIds: readonly string[]) => void;
  onResync: () => void;
}

/** Runs the viewer may see, as they go on: one of them, those of a deal, or all. */
export function useApprovalLive(after: string, about: About, { onChange, onResync }: Options): void {
  useLive<useApprovalLiveSubscription>(
    graphql`
      subscription useApprovalLiveSubscription($id: ID, $dealId: ID, $after: Cursor) {
        approvalChanged(id: $id, dealId: $dealId, after: $after) {
          cursor
          events {
            __typename
            ... on ApprovalChange {
              seq
              approvalId
              approval {
                id
                version
                ...ApprovalCard_approval
              }
            }
          }
        }
      }
    `,
    { ...about, after },
    {
      onBatch: ({ approvalChanged: { events } }) => {
        const ids = events.flatMap((event) =>
          event.__typename === 'ApprovalChange' ? [event.approvalId] : [],
        );
        if (ids.length > 0) onChange(ids);
      },
      onResync,
    },
  );
}
