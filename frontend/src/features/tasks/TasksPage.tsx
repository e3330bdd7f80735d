import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskFilter } from '@/__generated__/TaskListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ListPage } from '../records/ListPage';
import { CreateTaskDialog } from './CreateTaskDialog';
import { partsOf, TaskList, type TaskView } from './TaskList';

const AwaitingNotice = lazy(() => import('../activities/AwaitingNotice'));

/** What the viewer has to do, and what they gave others to do. */
export default function TasksPage() {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const { id, timeZone } = useViewer();
  const [search, change] = useListSearch();
  const view: TaskView = search.view === 'given' ? 'given' : 'received';

  const fields = useMemo(
    (): FilterField[] => [
      view === 'received'
        ? { key: 'creator', label: t('tasks:filter.creator'), kind: 'user', path: ['createdById'] }
        : { key: 'assignee', label: t('app:field.assignee'), kind: 'user', path: ['assigneeId'] },
      { key: 'dueAt', label: t('app:field.dueAt'), kind: 'instant' },
      { key: 'account', label: t('app:field.account'), kind: 'account', path: ['accountId'] },
      { key: 'contact', label: t('app:field.contact'), kind: 'contact', path: ['contactId'] },
      { key: 'dealName', label: t('app:field.deal'), kind: 'text', path: ['deal', 'name'] },
      { key: 'mandatory', label: t('app:field.mandatory'), kind: 'boolean' },
      { key: 'createdAt', label: t('tasks:filter.createdAt'), kind: 'instant' },
    ],
    [t, view],
  );
  const filter = useMemo(
    () => toFilterInput<TaskFilter>(fields, search.filter, timeZone),
    [fields, search.filter, timeZone],
  );

  // The open ones, as they stand in the list.
  const shown = useMemo(
    () => ({
      filter: { and: [...partsOf(view, id, filter), { status: { eq: 'OPEN' } }] },
      orderBy: [{ field: 'DUE_AT', direction: 'ASC' }],
      search: search.q,
    }),
    [view, id, filter, search.q],
  );

  return (
    <ListPage
      title={t('tasks:title')}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('tasks:view.label')}
          value={view}
          onChange={(next) => change({ view: next === 'given' ? 'given' : undefined, filter: [] })}
          data={[
            { value: 'received', label: t('tasks:view.received') },
            { value: 'given', label: t('tasks:view.given') },
          ]}
        />
      }
      createId="task.create"
      createLabel={t('tasks:new')}
      searchLabel={t('tasks:search')}
      fields={fields}
      source={{ list: 'TASKS', shown }}
      list={(frame) => (
        <TaskList view={view} filter={filter} search={search.q} frame={frame}>
          {view === 'received' && (
            <Suspense fallback={null}>
              <AwaitingNotice />
            </Suspense>
          )}
        </TaskList>
      )}
      createDialog={(close) => <CreateTaskDialog onClose={close} />}
    />
  );
}
