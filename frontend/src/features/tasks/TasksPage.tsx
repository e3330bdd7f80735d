import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskFilter } from '@/__generated__/TaskListQuery.graphql';
import { useCommands } from '@/app/commands';
import { useShortcut } from '@/app/shortcuts';
import { useListSearch } from '@/app/useListSearch';
import { useCanWrite, useViewer } from '@/app/viewer';
import { FilterBar, type FilterField, toFilterInput } from '@/ui/FilterBar';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { CreateTaskDialog } from './CreateTaskDialog';
import { TaskList, type TaskView } from './TaskList';

/** What the viewer has to do, and what they gave others to do. */
export default function TasksPage() {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const canWrite = useCanWrite();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const [text, setText] = useState(search.q ?? '');
  const applyText = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
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

  const create = () => canWrite && change({ dialog: 'new' });
  useShortcut('c', create, { label: t('tasks:new'), group: t('tasks:title') });
  useCommands(
    useMemo(
      () =>
        canWrite
          ? [
              {
                id: 'task.create',
                label: t('tasks:new'),
                group: t('tasks:title'),
                icon: IconPlus,
                shortcut: 'c',
                run: () => change({ dialog: 'new' }),
              },
            ]
          : [],
      [t, change, canWrite],
    ),
  );

  return (
    <>
      <PageHeader
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
        actions={
          canWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
              {t('tasks:new')}
            </Button>
          )
        }
      />
      <FilterBar fields={fields} value={search.filter} onChange={(next) => change({ filter: next })}>
        <TextInput
          type="search"
          size="xs"
          w={220}
          value={text}
          aria-label={t('tasks:search')}
          placeholder={t('tasks:search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          onChange={(event) => {
            setText(event.currentTarget.value);
            applyText(event.currentTarget.value);
          }}
        />
      </FilterBar>
      <Suspense fallback={<SkeletonRows rows={8} />}>
        <TaskList
          view={view}
          filter={filter}
          search={search.q}
          filtered={Boolean(search.q || search.filter?.length)}
          onCreate={create}
          onClear={() => {
            setText('');
            change({ q: undefined, filter: [] });
          }}
        />
      </Suspense>
      {search.dialog === 'new' && canWrite && (
        <CreateTaskDialog onClose={() => change({ dialog: undefined })} />
      )}
    </>
  );
}
