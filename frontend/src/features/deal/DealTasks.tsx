import { Text } from '@mantine/core';
import { useContext, useEffect, useState, useTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealTasksQuery } from '@/__generated__/DealTasksQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import { FreshContext } from '../records/useFresh';
import { TaskGroups } from '../tasks/TaskGroups';
import { NewTask } from './NewTask';

interface Props {
  dealId: string;
  /** Grows with every event of a task of the deal. */
  changes: number;
}

const DONE_SHOWN = 20;

/** The deal's tasks: what is to do, and below what was done lately. */
export function DealTasks({ dealId, changes }: Props) {
  const { t } = useTranslation('deals');
  const canWrite = useCanWrite();
  const fresh = useContext(FreshContext);
  const [own, setOwn] = useState(0);
  const [read, setRead] = useState(0);
  const [, start] = useTransition();
  const wanted = changes + own;
  useEffect(() => start(() => setRead(wanted)), [wanted]);
  const { deal } = useLazyLoadQuery<DealTasksQuery>(
    graphql`
      query DealTasksQuery($id: ID!, $done: Int!) {
        deal(id: $id) {
          id
          open: tasks(filter: { status: { eq: OPEN } }, orderBy: [{ field: DUE_AT }], first: 100) {
            nodes {
              id
              ...TaskGroups_tasks
            }
          }
          done: tasks(
            filter: { status: { in: [DONE, CANCELLED] } }
            orderBy: [{ field: UPDATED_AT, direction: DESC }]
            first: $done
          ) {
            nodes {
              id
              ...TaskGroups_tasks
            }
          }
        }
      }
    `,
    { id: dealId, done: DONE_SHOWN },
    { fetchPolicy: 'store-and-network', fetchKey: read },
  );
  if (!deal) return null;
  // A task just completed or reopened is in both lists until the next read.
  const tasks = [
    ...new Map([...deal.open.nodes, ...deal.done.nodes].map((task) => [task.id, task])).values(),
  ];
  const changed = () => setOwn((count) => count + 1);

  return (
    <>
      {canWrite && <NewTask dealId={dealId} onCreated={changed} />}
      {tasks.length === 0 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('tasks.none')}
        </Text>
      )}
      <TaskGroups tasks={tasks} about={dealId} fresh={fresh} onChanged={changed} />
    </>
  );
}
