import { Badge, Title } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { TaskGroups_tasks$data, TaskGroups_tasks$key } from '@/__generated__/TaskGroups_tasks.graphql';
import { focusWhenThere } from '@/app/focus';
import { useShortcut } from '@/app/shortcuts';
import { useCanWrite } from '@/app/viewer';
import { timeZoneCell, useFormat } from '@/i18n/format';
import { useCell } from '@/relay/store';
import type { Fresh } from '../records/useFresh';
import { EditTaskDialog } from './EditTaskDialog';
import { type Clock, groupTasks } from './groups';
import { OutcomeDialog } from './OutcomeDialog';
import { type RowAction, TaskLine } from './TaskLine';
import classes from './Tasks.module.css';
import { type TaskRef, useTaskStatus } from './useTaskStatus';

interface Props {
  tasks: TaskGroups_tasks$key;
  /** Id of the record on whose page they stand: no line needs to name it. */
  about?: string;
  /** Ids that somebody else just changed. */
  fresh?: Fresh;
  /** Leaves those out that live changes took off this list; the server's list follows. */
  belongs?: (task: TaskGroups_tasks$data[number]) => boolean;
  onChanged?: () => void;
}

/** Time goes on while the page is open: what was due today becomes overdue. */
export function useClock(): Clock {
  const { i18n } = useTranslation();
  const zone = useCell(timeZoneCell);
  const [now, setNow] = useState(Date.now);
  useInterval(() => setNow(Date.now()), 30_000, { autoInvoke: true });
  return useMemo(
    () => ({ now, zone, firstDayOfWeek: i18n.language === 'en' ? 0 : 1 }),
    [now, zone, i18n.language],
  );
}

/** Tasks under their dates, with keyboard: arrows or j/k walk, Space or x completes, o adds an outcome, e edits. */
export function TaskGroups({ tasks, about, fresh, belongs, onChanged }: Props) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const canWrite = useCanWrite();
  const clock = useClock();
  const root = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string>();
  const [dialog, setDialog] = useState<{ kind: 'outcome' | 'edit'; task: TaskRef }>();
  const { complete, reopen, cancel } = useTaskStatus(onChanged);
  const data = useFragment(
    graphql`
      fragment TaskGroups_tasks on Task @relay(plural: true) {
        id
        version
        title
        status
        dueAt
        assignee {
          id
        }
        ...TaskLine_task
      }
    `,
    tasks,
  );
  const groups = useMemo(
    () => groupTasks(belongs ? data.filter(belongs) : data, clock),
    [data, belongs, clock],
  );
  const flat = groups.flatMap((group) => group.tasks);
  const current = flat.find(({ id }) => id === active);

  const focus = (id: string | undefined) => {
    setActive(id);
    focusWhenThere(() => root.current?.querySelector<HTMLElement>(`[data-task="${CSS.escape(id ?? '')}"]`));
  };
  const walk = (by: -1 | 1) => {
    const index = flat.findIndex(({ id }) => id === active);
    focus(flat[Math.min(flat.length - 1, Math.max(0, index + by))]?.id);
  };
  const toggle = (task: TaskRef, keepFocus: boolean) => {
    if (!canWrite) return;
    const index = flat.findIndex(({ id }) => id === task.id);
    const neighbour = flat[index + 1] ?? flat[index - 1];
    if (flat[index]?.status !== 'OPEN') return void reopen(task);
    void complete(task);
    if (keepFocus) focus(neighbour?.id);
  };
  const onAction = (action: RowAction, task: TaskRef) => {
    if (action === 'toggle') toggle(task, false);
    else if (action === 'cancel') void cancel(task);
    else if (canWrite) setDialog({ kind: action, task });
  };

  const group = t('title');
  // The page around may have a meaning of its own for these keys.
  const enabled = current !== undefined;
  useShortcut('j', () => walk(1), { label: t('keys.next'), group });
  useShortcut('k', () => walk(-1), { label: t('keys.previous'), group });
  useShortcut('x', () => current && toggle(current, true), { label: t('keys.complete'), group, enabled });
  useShortcut('o', () => current && onAction('outcome', current), {
    label: t('keys.outcome'),
    group,
    enabled,
  });
  useShortcut('e', () => current && onAction('edit', current), { label: t('keys.edit'), group, enabled });

  const onRowKey = (event: KeyboardEvent, task: TaskRef) => {
    // Keys of controls inside the row belong to them.
    if (event.target !== event.currentTarget) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Enter: () => onAction('edit', task),
      ' ': () => toggle(task, true),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens whether the focus leaves the list.
    <div
      ref={root}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(undefined);
      }}
    >
      {groups.map(({ group: key, tasks: list }) => (
        <section key={key} className={classes.group} aria-label={t(`group.${key}`)}>
          <div className={classes.head}>
            <Title order={2} size="h5" className={key === 'overdue' ? classes.overdue : undefined}>
              {t(`group.${key}`)}
            </Title>
            <Badge variant="default" size="sm" aria-label={t('count', { count: list.length })}>
              {format.number(list.length)}
            </Badge>
          </div>
          <ul className={classes.list}>
            {list.map((task) => (
              <li
                key={task.id}
                data-task={task.id}
                data-fresh={fresh?.has(task.id) || undefined}
                className={classes.row}
                tabIndex={task.id === (current?.id ?? flat[0]?.id) ? 0 : -1}
                onFocus={() => setActive(task.id)}
                onKeyDown={(event) => onRowKey(event, task)}
              >
                <TaskLine task={task} about={about} overdue={key === 'overdue'} onAction={onAction} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {dialog?.kind === 'outcome' && (
        <OutcomeDialog
          task={dialog.task}
          onClose={() => setDialog(undefined)}
          onComplete={(outcome) => complete(dialog.task, outcome)}
        />
      )}
      {dialog?.kind === 'edit' && (
        <EditTaskDialog id={dialog.task.id} onClose={() => setDialog(undefined)} onChanged={onChanged} />
      )}
    </div>
  );
}
