import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { EditTask_task$key } from '@/__generated__/EditTask_task.graphql';
import type { EditTaskMutation, TaskPriority } from '@/__generated__/EditTaskMutation.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { useDateInputFormat } from '@/i18n/format';
import { toInstant, toWall } from '@/i18n/zoned';
import type { SaveResult } from '@/ui/InlineEdit';
import { UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';

interface Props {
  task: EditTask_task$key;
  onClose: () => void;
}

interface Values extends Record<string, unknown> {
  title: string;
  description: string;
  assigneeId: string | null;
  dueAt: string | null;
  priority: TaskPriority;
  mandatory: boolean;
}

/** Sends only what was changed, against the version the dialog opened with. */
export function EditTask({ task: key, onClose }: Props) {
  const { t } = useTranslation('deals');
  const viewer = useViewer();
  const dateFormat = useDateInputFormat();
  const task = useFragment(
    graphql`
      fragment EditTask_task on Task {
        id
        version
        title
        description
        priority
        mandatory
        dueAt
        assignee {
          id
        }
      }
    `,
    key,
  );
  const [baseVersion] = useState(task.version);
  const form = useForm<Values>({
    initialValues: {
      title: task.title,
      description: task.description ?? '',
      assigneeId: task.assignee.id,
      dueAt: toWall(task.dueAt, viewer.timeZone),
      priority: task.priority,
      mandatory: task.mandatory,
    },
  });
  const [update] = useAction<EditTaskMutation>(graphql`
    mutation EditTaskMutation($input: UpdateTaskInput!) {
      updateTask(input: $input) {
        task {
          id
          version
          ...TaskRow_task
          ...EditTask_task
        }
        userErrors {
          code
          message
          path
          ... on Conflict {
            currentVersion
            changedBy {
              name
            }
            changedAt
            changed {
              field
              before
              after
            }
          }
        }
      }
    }
  `);

  const onSubmit = async (values: Values): Promise<SaveResult> => {
    const { title, description, assigneeId, dueAt, priority, mandatory } = values;
    const dirty = (name: keyof Values & string) => form.isDirty(name);
    const result = await update(
      {
        input: {
          id: task.id,
          expectedVersion: baseVersion,
          ...(dirty('title') && { title: title.trim() }),
          ...(dirty('description') && { description: description.trim() || null }),
          ...(dirty('assigneeId') && { assigneeId }),
          ...(dirty('dueAt') && { dueAt: toInstant(dueAt, viewer.timeZone) }),
          ...(dirty('priority') && { priority }),
          ...(dirty('mandatory') && { mandatory }),
        },
      },
      { onRefused: () => undefined },
    );
    return result.ok ? { ok: true } : { ok: false, errors: result.errors };
  };

  const field = (name: string) => t(`app:field.${name}`);
  return (
    <RecordDialog
      title={t('tasks.edit')}
      form={form}
      submitLabel={t('common:action.save')}
      onSubmit={onSubmit}
      onClose={onClose}
      size="md"
    >
      <TextInput label={field('title')} required data-autofocus {...form.getInputProps('title')} />
      <Textarea label={field('description')} autosize minRows={2} {...form.getInputProps('description')} />
      <UserPicker
        label={field('assignee')}
        clearable={false}
        {...form.getInputProps('assigneeId')}
        value={form.values.assigneeId}
      />
      <DateTimePicker
        label={field('dueAt')}
        clearable
        valueFormat={`${dateFormat} HH:mm`}
        {...form.getInputProps('dueAt')}
      />
      <Select
        label={field('priority')}
        allowDeselect={false}
        data={(['LOW', 'NORMAL', 'HIGH'] as const).map((value) => ({ value, label: t(`priority.${value}`) }))}
        {...form.getInputProps('priority')}
      />
      <Switch label={field('mandatory')} {...form.getInputProps('mandatory', { type: 'checkbox' })} />
    </RecordDialog>
  );
}
