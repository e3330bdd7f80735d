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
  /** What hangs on deals is on the page: it is read again when one goes out of sight. */
  deals?: boolean;
  /** Which of the workspace's events concern this page. */
  matches?: (event: RecordEvent) => boolean;
  /** `others` are those that somebody else caused: they deserve a highlight. */
  onEvents: (events: readonly RecordEvent[], others: readonly RecordEvent[]) => void;
  onResync: () => void;
}

const among = (kinds: readonly string[], kind: string) =>
  kinds.some((one) => (one.endsWith('*') ? kind.startsWith(one.slice(0, -1)) : kind === one));

/** Everything that happens to records the viewer may see, for pages that have no subscription of their own. */
export function useRecordEvents(
  after: string | undefined,
  { kinds, deals, matches, onEvents, onResync }: Options,
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
              hidden
              changes {
                field
              }
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
    { after, kinds: deals && !kinds.includes('deal.*') ? [...kinds, 'deal.*'] : [...kinds] },
    {
      enabled: after !== undefined,
      onBatch: (data) => {
        const told = data.events.events.filter((event) => event.__typename === 'Event');
        // Of what went out of sight nothing else is told, not even where it hung: all of the page may have shown it.
        if (told.some(({ hidden }) => hidden)) return onResync();
        const events = told.filter((event) => among(kinds, event.kind) && (matches?.(event) ?? true));
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
