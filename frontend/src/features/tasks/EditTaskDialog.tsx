import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { EditTaskDialogQuery } from '@/__generated__/EditTaskDialogQuery.graphql';
import { RecordDialog } from '@/ui/RecordDialog';
import { CustomInputs } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { toInputs, toText } from '../fields/values';
import { type TaskPatch, useUpdateTask } from './useUpdateTask';

interface Props {
  id: string;
  onClose: () => void;
  onChanged?: () => void;
}

/** Title, description, whether it is mandatory, and the company's own fields; the rest is edited in the row. */
export function EditTaskDialog({ id, onClose, onChanged }: Props) {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const update = useUpdateTask();
  const { task } = useLazyLoadQuery<EditTaskDialogQuery>(
    graphql`
      query EditTaskDialogQuery($id: ID!) {
        task(id: $id) {
          id
          version
          title
          description
          mandatory
          customFields {
            key
            json
          }
        }
      }
    `,
    { id },
  );
  const fields = useFields('TASK');
  // The form keeps what was there when it opened: only what differs from that is sent.
  const [start] = useState({
    title: task?.title ?? '',
    description: task?.description ?? '',
    mandatory: task?.mandatory ?? false,
    custom: Object.fromEntries(
      (task?.customFields ?? []).map(({ key, json }): [string, string | null] => [key, toText(json)]),
    ),
  });
  const form = useForm({
    initialValues: start,
    validate: { title: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  if (!task) return null;

  return (
    <RecordDialog
      title={t('tasks:edit')}
      form={form}
      submitLabel={t('common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const custom = toInputs(
          fields.filter(({ key }) => (values.custom[key] ?? null) !== (start.custom[key] ?? null)),
          values.custom,
        );
        const patch: TaskPatch = {
          ...(values.title.trim() !== start.title && { title: values.title.trim() }),
          ...(values.description.trim() !== start.description && {
            description: values.description.trim() || null,
          }),
          ...(values.mandatory !== start.mandatory && { mandatory: values.mandatory }),
          ...(custom.length > 0 && { custom }),
        };
        if (Object.keys(patch).length === 0) return { ok: true };
        const result = await update(task, patch, { quiet: true });
        if (result.ok) onChanged?.();
        return result;
      }}
    >
      <TextInput label={t('app:field.title')} required data-autofocus {...form.getInputProps('title')} />
      <Textarea
        label={t('app:field.description')}
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('description')}
      />
      <Checkbox
        label={t('app:field.mandatory')}
        description={t('tasks:mandatoryHint')}
        {...form.getInputProps('mandatory', { type: 'checkbox' })}
      />
      <CustomInputs
        fields={fields}
        values={form.values.custom}
        errors={form.errors}
        onChange={(key, value) => form.setFieldValue(`custom.${key}`, value)}
      />
    </RecordDialog>
  );
}
