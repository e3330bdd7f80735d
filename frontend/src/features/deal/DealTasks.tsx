import { Button, Group, Text, Title } from '@mantine/core';
import { useEffect, useState, useTransition } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealTasksQuery } from '@/__generated__/DealTasksQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import classes from './Deal.module.css';
import { NewTask } from './NewTask';
import { TaskRow } from './TaskRow';

interface Props {
  dealId: string;
  /** Grows with every event of a task of the deal. */
  changes: number;
}

const DONE_SHOWN = 20;

/** The deal's tasks: what is to do, and below what was done. */
export function DealTasks({ dealId, changes }: Props) {
  const { t } = useTranslation('deals');
  const canWrite = useCanWrite();
  const [own, setOwn] = useState(0);
  const [read, setRead] = useState(0);
  const [, start] = useTransition();
  const wanted = changes + own;
  useEffect(() => start(() => setRead(wanted)), [wanted]);
  const [showDone, setShowDone] = useState(true);
  const { deal } = useLazyLoadQuery<DealTasksQuery>(
    graphql`
      query DealTasksQuery($id: ID!, $done: Int!) {
        deal(id: $id) {
          id
          open: tasks(filter: { status: { eq: OPEN } }, orderBy: [{ field: DUE_AT }], first: 100) {
            totalCount
            nodes {
              id
              version
              status
              ...TaskRow_task
            }
          }
          done: tasks(
            filter: { status: { in: [DONE, CANCELLED] } }
            orderBy: [{ field: UPDATED_AT, direction: DESC }]
            first: $done
          ) {
            totalCount
            nodes {
              id
              version
              status
              ...TaskRow_task
            }
          }
        }
      }
    `,
    { id: dealId, done: DONE_SHOWN },
    { fetchPolicy: 'store-and-network', fetchKey: read },
  );
  if (!deal) return null;
  // A task just completed or reopened changes sides at once; the lists themselves follow with the next read.
  const all = [...new Map([...deal.open.nodes, ...deal.done.nodes].map((task) => [task.id, task])).values()];
  const open = all.filter(({ status }) => status === 'OPEN');
  const done = all.filter(({ status }) => status !== 'OPEN');
  const changed = () => setOwn((count) => count + 1);

  return (
    <>
      {canWrite && <NewTask dealId={dealId} onCreated={changed} />}
      <Title order={3} size="h6" mt="md" mb={4}>
        {t('tasks.open', { count: open.length })}
      </Title>
      {open.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('tasks.none')}
        </Text>
      )}
      <ul className={classes.list}>
        {open.map((task) => (
          <TaskRow key={task.id} task={task} onChanged={changed} />
        ))}
      </ul>
      {done.length > 0 && (
        <>
          <Group justify="space-between" mt="md" mb={4}>
            <Title order={3} size="h6">
              {t('tasks.done', { count: Math.max(deal.done.totalCount, done.length) })}
            </Title>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-expanded={showDone}
              onClick={() => setShowDone((old) => !old)}
            >
              {showDone ? t('tasks.hideDone') : t('tasks.showDone')}
            </Button>
          </Group>
          {showDone && (
            <ul className={classes.list}>
              {done.map((task) => (
                <TaskRow key={task.id} task={task} onChanged={changed} />
              ))}
            </ul>
          )}
        </>
      )}
    </>
  );
}
