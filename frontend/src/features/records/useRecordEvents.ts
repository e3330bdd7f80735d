import { graphql } from 'react-relay/hooks';
import type {
  useRecordEventsSubscription,
  useRecordEventsSubscription$data,
} from '@/__generated__/useRecordEventsSubscription.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';

export type RecordEvent = Extract<
  useRecordEventsSubscription$data['events']['events'][number],
  { __typename: 'Event' }
>;

interface Options {
  /** Families of kinds, such as `account.*`. */
  kinds: readonly string[];
  /** Which of the workspace's events concern this page. */
  matches?: (event: RecordEvent) => boolean;
  /** `others` are those that somebody else caused: they deserve a highlight. */
  onEvents: (events: readonly RecordEvent[], others: readonly RecordEvent[]) => void;
  onResync: () => void;
}

/** Everything that happens to records the viewer may see, for pages that have no subscription of their own. */
export function useRecordEvents(
  after: string | undefined,
  { kinds, matches, onEvents, onResync }: Options,
): void {
  const viewer = useViewer();
  useLive<useRecordEventsSubscription>(
    graphql`
      subscription useRecordEventsSubscription($after: Cursor, $kinds: [String!]) {
        events(after: $after, kinds: $kinds) {
          cursor
          events {
            __typename
            ... on Event {
              seq
              kind
              subjectId
              accountId
              dealId
              actor {
                user {
                  id
                }
              }
            }
          }
        }
      }
    `,
    { after, kinds: [...kinds] },
    {
      enabled: after !== undefined,
      onBatch: (data) => {
        const events = data.events.events.filter(
          (event): event is RecordEvent => event.__typename === 'Event' && (matches?.(event) ?? true),
        );
        if (events.length === 0) return;
        onEvents(
          events,
          events.filter(({ actor }) => actor?.user?.id !== viewer.id),
        );
      },
      onResync,
    },
  );
}
