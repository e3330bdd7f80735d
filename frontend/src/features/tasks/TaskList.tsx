import { Button, Text } from '@mantine/core';
import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs';
import { type ReactNode, useDeferredValue, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { TaskListLiveSubscription } from '@/__generated__/TaskListLiveSubscription.graphql';
import type { TaskFilter, TaskListQuery } from '@/__generated__/TaskListQuery.graphql';
import { useViewer } from '@/app/viewer';
import { useLive } from '@/relay/live';
import { ListEmpty } from '@/ui/ListEmpty';
import type { ListFrame } from '../records/ListPage';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { TaskGroups } from './TaskGroups';
import classes from './Tasks.module.css';

export type TaskView = 'received' | 'given';

interface Props {
  view: TaskView;
  /** Without the view's own part. */
  filter: TaskFilter | undefined;
  search: string | undefined;
  frame: ListFrame;
  /** What stands above the tasks. */
  children?: ReactNode;
}

const query = graphql`
  query TaskListQuery($open: TaskFilter!, $done: TaskFilter!, $withDone: Boolean!, $search: String) {
    eventCursor(label: "tasks")
    tasks(filter: $open, search: $search, orderBy: [{ field: DUE_AT, direction: ASC }], first: 200) {
      totalCount
      nodes {
        id
        ...TaskGroups_tasks
      }
    }
    done: tasks(filter: $done, search: $search, orderBy: [{ field: UPDATED_AT, direction: DESC }], first: 50)
      @include(if: $withDone) {
      nodes {
        id
        ...TaskGroups_tasks
      }
    }
  }
`;

/** What must hold of the tasks of a view. */
export function partsOf(view: TaskView, viewerId: string, filter: TaskFilter | undefined): TaskFilter[] {
  const mine: TaskFilter =
    view === 'received'
      ? { assigneeId: { eq: viewerId } }
      : { createdById: { eq: viewerId }, assigneeId: { ne: viewerId } };
  return filter ? [mine, filter] : [mine];
}

export function TaskList({ view, filter, search, frame, children }: Props) {
  const { t } = useTranslation(['tasks', 'common']);
  const viewer = useViewer();
  const [withDone, setWithDone] = useState(false);
  const [fresh, markFresh] = useFresh();
  const arrived = useRef<string[]>([]);

  const parts = partsOf(view, viewer.id, filter);
  // The list on screen stays while the next one is on its way.
  const key = useDeferredValue(
    JSON.stringify({
      open: { and: [...parts, { status: { eq: 'OPEN' } }] },
      done: { and: [...parts, { status: { ne: 'OPEN' } }] },
      withDone,
      search: search ?? null,
    }),
  );
  const variables: TaskListQuery['variables'] = JSON.parse(key);
  const data = useLazyLoadQuery<TaskListQuery>(query, variables, { fetchPolicy: 'store-and-network' });

  const refetch = useQuietRefetch<TaskListQuery>(query, variables, () => {
    // Only now are the new rows there to be seen.
    markFresh(arrived.current);
    arrived.current = [];
  });
  // Tasks that one gave to others go out of sight with their deal.
  useRecordEvents(data.eventCursor, { kinds: [], deals: true, onEvents: refetch, onResync: refetch });
  useLive<TaskListLiveSubscription>(
    graphql`
      subscription TaskListLiveSubscription($after: Cursor) {
        myTasks(after: $after) {
          cursor
          events {
            __typename
            ... on TaskChange {
              seq
              taskId
              actor {
                user {
                  id
                }
              }
              task {
                id
                version
                ...TaskLine_task
              }
            }
          }
        }
      }
    `,
    { after: data.eventCursor },
    {
      onBatch: ({ myTasks }) => {
        if (myTasks.events.length === 0) return;
        for (const event of myTasks.events) {
          if (event.__typename !== 'TaskChange' || event.actor?.user?.id === viewer.id) continue;
          arrived.current.push(event.taskId);
        }
        // Which tasks belong here is the server's decision: filters are not copied into the client.
        refetch();
      },
      onResync: refetch,
    },
  );

  const open = data.tasks.nodes;
  const done = (data.done?.nodes ?? []).filter(({ id }) => open.every((task) => task.id !== id));
  const all = [...open, ...done];

  return (
    <div className={classes.body}>
      {children}
      {all.length === 0 ? (
        <ListEmpty
          {...frame}
          icon={IconChecklist}
          title={t(`tasks:empty.${view}`)}
          createLabel={t('tasks:new')}
        >
          {t(`tasks:empty.${view}Hint`)}
        </ListEmpty>
      ) : (
        <TaskGroups
          tasks={all}
          fresh={fresh}
          belongs={(task) => (task.assignee.id === viewer.id) === (view === 'received')}
          onChanged={refetch}
        />
      )}
      {data.tasks.totalCount > open.length && (
        <Text size="sm" c="dimmed" mb="sm">
          {t('tasks:notAll', { shown: open.length, total: data.tasks.totalCount })}
        </Text>
      )}
      <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setWithDone(!withDone)}>
        {withDone ? t('tasks:hideDone') : t('tasks:showDone')}
      </Button>
    </div>
  );
}
