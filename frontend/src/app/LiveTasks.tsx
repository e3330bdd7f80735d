import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { LiveTasksAssignedSubscription } from '@/__generated__/LiveTasksAssignedSubscription.graphql';
import type { LiveTasksMineSubscription } from '@/__generated__/LiveTasksMineSubscription.graphql';
import type { LiveTasksQuery } from '@/__generated__/LiveTasksQuery.graphql';
import { useLive } from '@/relay/live';
import { cell } from '@/relay/store';
import { toast } from './toasts';
import { useViewer } from './viewer';

/** How many open tasks the viewer has; the navigation shows it. */
export const openTasks = cell(0);

const RECOUNT_AFTER = 400;

/** The signed-in tab's root subscriptions: the task badge, and a toast for each task that arrives. */
export function LiveTasks() {
  const { t } = useTranslation('app');
  const viewer = useViewer();
  const router = useRouter();
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

  useLive<LiveTasksAssignedSubscription>(
    graphql`
      subscription LiveTasksAssignedSubscription($after: Cursor) {
        taskAssigned(after: $after) {
          cursor
          events {
            __typename
            ... on TaskChange {
              seq
              actor {
                name
                user {
                  id
                }
              }
              taskId
              task {
                id
                version
                title
                deal {
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
      onBatch: (data) => {
        for (const event of data.taskAssigned.events) {
          if (event.__typename !== 'TaskChange' || !event.task) continue;
          // Own assignments need no news.
          if (event.actor?.user?.id === viewer.id) continue;
          const dealId = event.task.deal?.id;
          const text = event.actor
            ? t('task.assignedBy', { name: event.actor.name, title: event.task.title })
            : t('task.assigned', { title: event.task.title });
          toast.info(text, {
            id: `task-${event.taskId}`,
            duration: 8_000,
            action: {
              label: t('task.open'),
              run: () =>
                void (dealId
                  ? router.navigate({ to: '/deals/$dealId', params: { dealId }, search: { tab: 'tasks' } })
                  : router.navigate({ to: '/tasks' })),
            },
          });
        }
      },
    },
  );

  return null;
}
