import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  Group,
  Menu,
  Modal,
  Stack,
  Text,
  Textarea,
} from '@mantine/core';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconRotate from '@tabler/icons-react/dist/esm/icons/IconRotate.mjs';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { TaskRow_task$key } from '@/__generated__/TaskRow_task.graphql';
import { useCanWrite } from '@/app/viewer';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from './Deal.module.css';
import { EditTask } from './EditTask';
import { FreshContext } from './fresh';
import { useTaskActions } from './useTaskActions';

interface Props {
  task: TaskRow_task$key;
  onChanged: () => void;
}

/** One task: the box completes it (asking for its outcome), the menu does the rest. */
export function TaskRow({ task: key, onChanged }: Props) {
  const { t } = useTranslation('deals');
  const canWrite = useCanWrite();
  const fresh = useContext(FreshContext);
  const [dialog, setDialog] = useState<'complete' | 'edit'>();
  const task = useFragment(
    graphql`
      fragment TaskRow_task on Task {
        id
        version
        title
        status
        priority
        mandatory
        dueAt
        outcome
        completedAt
        assignee {
          id
          name
          avatarColor
        }
        ...EditTask_task
      }
    `,
    key,
  );
  const { complete, reopen, cancel } = useTaskActions(task, onChanged);
  const open = task.status === 'OPEN';
  const overdue = open && task.dueAt && new Date(task.dueAt).getTime() < Date.now();

  return (
    <li className={classes.task} data-fresh={fresh.has(task.id) || undefined}>
      <Checkbox
        mt={2}
        aria-label={
          open ? t('tasks.complete', { title: task.title }) : t('tasks.reopen', { title: task.title })
        }
        checked={task.status === 'DONE'}
        disabled={!canWrite}
        onChange={() => (open ? setDialog('complete') : void reopen())}
      />
      <Stack gap={2} flex={1} miw={0}>
        <Text size="sm" fw={500} className={open ? undefined : classes.done}>
          {task.title}
        </Text>
        {task.outcome && <Text size="sm">{task.outcome}</Text>}
        <Group gap="xs">
          <UserAvatar name={task.assignee.name} color={task.assignee.avatarColor} size={18} />
          <Text size="xs" c="dimmed">
            {task.assignee.name}
          </Text>
          {task.dueAt && (
            <Text size="xs" c={overdue ? 'var(--mantine-color-error)' : 'dimmed'} fw={overdue ? 600 : 400}>
              {overdue && `${t('tasks.overdue')} · `}
              <DateText value={task.dueAt} variant="relative" />
            </Text>
          )}
          {task.mandatory && (
            <Badge size="xs" variant="default">
              {t('app:field.mandatory')}
            </Badge>
          )}
          {task.priority === 'HIGH' && (
            <Badge size="xs" variant="default">
              {t('tasks.high')}
            </Badge>
          )}
          {task.status === 'CANCELLED' && (
            <Badge size="xs" variant="default">
              {t('tasks.cancelled')}
            </Badge>
          )}
        </Group>
      </Stack>
      {canWrite && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={t('tasks.menu', { title: task.title })}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => setDialog('edit')}>
              {t('common:action.edit')}
            </Menu.Item>
            {open ? (
              <Menu.Item leftSection={<IconBan size={16} aria-hidden />} onClick={() => void cancel()}>
                {t('tasks.cancel')}
              </Menu.Item>
            ) : (
              <Menu.Item leftSection={<IconRotate size={16} aria-hidden />} onClick={() => void reopen()}>
                {t('tasks.reopenShort')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {dialog === 'complete' && (
        <CompleteDialog
          title={task.title}
          onClose={() => setDialog(undefined)}
          onSubmit={(outcome) => {
            setDialog(undefined);
            void complete(outcome);
          }}
        />
      )}
      {dialog === 'edit' && (
        <EditTask
          task={task}
          onClose={() => {
            setDialog(undefined);
            onChanged();
          }}
        />
      )}
    </li>
  );
}

interface CompleteProps {
  title: string;
  onClose: () => void;
  onSubmit: (outcome: string | null) => void;
}

function CompleteDialog({ title, onClose, onSubmit }: CompleteProps) {
  const { t } = useTranslation('deals');
  const [outcome, setOutcome] = useState('');
  const submit = () => onSubmit(outcome.trim() || null);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('tasks.complete', { title })}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      >
        <Stack>
          <Textarea
            label={t('app:field.outcome')}
            description={t('tasks.outcomeHint')}
            data-autofocus
            autosize
            minRows={2}
            value={outcome}
            onChange={(event) => setOutcome(event.currentTarget.value)}
          />
          <Button type="submit">{t('tasks.markDone')}</Button>
        </Stack>
      </form>
    </Modal>
  );
}
