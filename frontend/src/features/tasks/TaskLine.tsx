import { ActionIcon, Badge, Group, Menu, Text, UnstyledButton } from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconCircle from '@tabler/icons-react/dist/esm/icons/IconCircle.mjs';
import IconCircleCheckFilled from '@tabler/icons-react/dist/esm/icons/IconCircleCheckFilled.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconFlag from '@tabler/icons-react/dist/esm/icons/IconFlag.mjs';
import IconFlagFilled from '@tabler/icons-react/dist/esm/icons/IconFlagFilled.mjs';
import IconMessageCheck from '@tabler/icons-react/dist/esm/icons/IconMessageCheck.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { TaskLine_task$key } from '@/__generated__/TaskLine_task.graphql';
import { useCanWrite } from '@/app/viewer';
import { DateText } from '@/ui/DateText';
import { UserPicker } from '@/ui/pickers';
import { UserAvatar } from '@/ui/UserAvatar';
import { toText } from '../fields/values';
import { PickerEdit } from '../records/PickerEdit';
import { RecordLink } from '../records/RecordLink';
import { DueEdit } from './DueEdit';
import { TaskCustom } from './TaskCustom';
import classes from './Tasks.module.css';
import type { TaskRef } from './useTaskStatus';
import { useUpdateTask } from './useUpdateTask';

export type RowAction = 'toggle' | 'outcome' | 'edit' | 'cancel';

interface Props {
  task: TaskLine_task$key;
  /** Id of the record on whose page it stands. */
  about?: string;
  overdue: boolean;
  onAction: (action: RowAction, task: TaskRef) => void;
}

const PRIORITIES = ['HIGH', 'NORMAL', 'LOW'] as const;
type Priority = (typeof PRIORITIES)[number];

function PriorityFlag({ priority }: { priority: Priority }) {
  if (priority === 'HIGH') return <IconFlagFilled size={16} color="var(--mantine-color-error)" aria-hidden />;
  return <IconFlag size={16} opacity={priority === 'LOW' ? 0.55 : 1} aria-hidden />;
}

/** One task: a click completes it; due, priority and assignee change where they stand. */
export function TaskLine({ task, about, overdue, onAction }: Props) {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const canWrite = useCanWrite();
  const update = useUpdateTask();
  const data = useFragment(
    graphql`
      fragment TaskLine_task on Task {
        id
        version
        title
        description
        status
        dueAt
        priority
        mandatory
        outcome
        completedAt
        assignee {
          id
          name
          avatarColor
        }
        creator {
          name
          user {
            id
          }
        }
        deal {
          id
          name
        }
        account {
          id
          name
        }
        contact {
          id
          name
        }
        lead {
          id
          topic
        }
        planRun {
          id
          status
          plan {
            id
            name
          }
        }
        customFields {
          json
          ...useSetValues_values
        }
      }
    `,
    task,
  );
  const open = data.status === 'OPEN';
  const editable = canWrite && open;
  // Its day comes when the task before it in its plan is out of the way.
  const waits = open && !data.dueAt && data.planRun?.status === 'RUNNING';
  const act = (action: RowAction) => onAction(action, data);

  return (
    <>
      <span className={classes.check}>
        <UnstyledButton
          className={classes.circle}
          disabled={!canWrite}
          onClick={() => act('toggle')}
          aria-label={t(open ? 'tasks:complete' : 'tasks:reopen', { title: data.title })}
        >
          {open ? (
            <IconCircle size={20} stroke={1.6} />
          ) : data.status === 'DONE' ? (
            <IconCircleCheckFilled size={20} />
          ) : (
            <IconBan size={20} stroke={1.6} />
          )}
        </UnstyledButton>
      </span>
      <div className={classes.title}>
        <Group gap={8}>
          <UnstyledButton
            className={open ? classes.titleText : `${classes.titleText} ${classes.done}`}
            onClick={() => act('edit')}
          >
            {data.title}
          </UnstyledButton>
          {data.mandatory && (
            <Badge size="xs" variant="default">
              {t('app:field.mandatory')}
            </Badge>
          )}
        </Group>
        <Context>
          {data.deal && data.deal.id !== about && (
            <RecordLink kind="deal" id={data.deal.id} size="xs">
              {data.deal.name}
            </RecordLink>
          )}
          {data.account && data.account.id !== about && (
            <RecordLink kind="account" id={data.account.id} size="xs">
              {data.account.name}
            </RecordLink>
          )}
          {data.contact && data.contact.id !== about && (
            <RecordLink kind="contact" id={data.contact.id} size="xs">
              {data.contact.name}
            </RecordLink>
          )}
          {!data.deal && data.lead && data.lead.id !== about && (
            <RecordLink kind="lead" id={data.lead.id} size="xs">
              {data.lead.topic}
            </RecordLink>
          )}
          {data.creator && data.creator.user?.id !== data.assignee.id && (
            <span>{t('tasks:from', { name: data.creator.name })}</span>
          )}
          {data.planRun && <span>{t('tasks:ofPlan', { plan: data.planRun.plan.name })}</span>}
          {waits && <span>{t('tasks:waits')}</span>}
          {data.outcome && <span>{t('tasks:outcomeIs', { text: data.outcome })}</span>}
          {!open && data.completedAt && <DateText value={data.completedAt} variant="relative" />}
        </Context>
        {data.customFields.some(({ json }) => toText(json) !== null) && (
          <Suspense fallback={null}>
            <TaskCustom values={data.customFields} />
          </Suspense>
        )}
      </div>
      <span className={classes.due}>
        <DueEdit
          value={data.dueAt ?? null}
          overdue={overdue}
          disabled={!editable}
          onChange={(dueAt) => void update(data, { dueAt })}
        />
      </span>
      <span className={classes.priority}>
        {editable ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon
                variant="subtle"
                aria-label={t('tasks:priority.change', { priority: t(`tasks:priority.${data.priority}`) })}
              >
                <PriorityFlag priority={data.priority} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {PRIORITIES.map((priority) => (
                <Menu.Item
                  key={priority}
                  leftSection={<PriorityFlag priority={priority} />}
                  onClick={() => priority !== data.priority && void update(data, { priority })}
                >
                  {t(`tasks:priority.${priority}`)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          data.priority !== 'NORMAL' && <PriorityFlag priority={data.priority} />
        )}
      </span>
      <div className={classes.assignee}>
        <PickerEdit
          label={t('app:field.assignee')}
          value={data.assignee.id}
          required
          disabled={!editable}
          picker={(props) => <UserPicker {...props} size="xs" />}
          onSave={(assigneeId) => update(data, { assigneeId }, { quiet: true })}
        >
          <Group gap={6} wrap="nowrap" component="span">
            <UserAvatar name={data.assignee.name} color={data.assignee.avatarColor} size={22} />
            <Text size="sm" span truncate>
              {data.assignee.name}
            </Text>
          </Group>
        </PickerEdit>
      </div>
      <span className={classes.more}>
        {canWrite && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t('tasks:more', { title: data.title })}>
                <IconDots size={17} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {open && (
                <Menu.Item
                  leftSection={<IconMessageCheck size={16} aria-hidden />}
                  onClick={() => act('outcome')}
                >
                  {t('tasks:completeWithOutcome')}
                </Menu.Item>
              )}
              <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => act('edit')}>
                {t('common:action.edit')}
              </Menu.Item>
              {open && (
                <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => act('cancel')}>
                  {t('tasks:cancel')}
                </Menu.Item>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </span>
    </>
  );
}

/** What the task is about, set apart by dots. */
function Context({ children }: { children: ReactNode[] }) {
  const shown = children.filter(Boolean);
  if (shown.length === 0) return null;
  return (
    <Text size="xs" c="dimmed" component="div" className={classes.context}>
      {shown.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts have fixed places.
        <span key={index}>
          {index > 0 && ' · '}
          {part}
        </span>
      ))}
    </Text>
  );
}
