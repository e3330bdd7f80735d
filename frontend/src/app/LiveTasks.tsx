import { useCallback, useEffect, useRef, useState } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { LiveTasksMineSubscription } from '@/__generated__/LiveTasksMineSubscription.graphql';
import type { LiveTasksQuery } from '@/__generated__/LiveTasksQuery.graphql';
import { useLive } from '@/relay/live';
import { cell } from '@/relay/store';
import { useViewer } from './viewer';

/** How many open tasks the viewer has; the navigation shows it. */
export const openTasks = cell(0);

const RECOUNT_AFTER = 400;

/** The task badge. That somebody gave the viewer a task is told by the notification of it. */
export function LiveTasks() {
  const viewer = useViewer();
  const environment = useRelayEnvironment();
  const [cursor, setCursor] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const count = useCallback(
    () =>
      fetchQuery<LiveTasksQuery>(
        environment,
        graphql`
          query LiveTasksQuery($me: ID!) {
            eventCursor(label: "tasks-badge")
            tasks(filter: { assigneeId: { eq: $me }, status: { eq: OPEN } }, first: 1) {
              totalCount
            }
          }
        `,
        { me: viewer.id },
        { fetchPolicy: 'network-only' },
      ).subscribe({
        next: (data) => {
          openTasks.set(data.tasks.totalCount);
          setCursor((known) => known ?? data.eventCursor);
        },
        // The badge is a convenience: pages report their own errors, the next event counts again.
        error: () => undefined,
      }),
    [environment, viewer.id],
  );

  useEffect(() => {
    const request = count();
    return () => {
      request.unsubscribe();
      clearTimeout(timer.current);
      delete document.documentElement.dataset.live;
    };
  }, [count]);

  const recount = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(count, RECOUNT_AFTER);
  };

  useLive<LiveTasksMineSubscription>(
    graphql`
      subscription LiveTasksMineSubscription($after: Cursor) {
        myTasks(after: $after) {
          cursor
          events {
            __typename
            ... on TaskChange {
              seq
              kind
              taskId
              task {
                id
                version
                title
                status
                priority
                dueAt
                assignee {
                  id
                }
              }
            }
          }
        }
      }
    `,
    { after: cursor },
    {
      enabled: cursor !== undefined,
      onBatch: (data, { first }) => {
        // Tests and the badge wait for this mark: from now on nothing is missed.
        if (first) document.documentElement.dataset.live = '1';
        if (data.myTasks.events.length > 0) recount();
      },
      onResync: recount,
    },
  );

  return null;
}
