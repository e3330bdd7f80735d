import { Radio, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCanWrite } from '@/app/viewer';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';

/** Names are those of the inputs, so that the server's errors find their fields. */
export interface ViewValues extends Record<string, unknown> {
  name: string;
  sharing: 'PRIVATE' | 'TEAM' | 'EVERYONE';
  layout: 'TABLE' | 'BOARD';
  pipelineId: string | null;
}

interface Props {
  title: string;
  submitLabel: string;
  initial: ViewValues;
  pipelines: readonly { readonly id: string; readonly name: string }[];
  /** A board's filters can say all that the view says. */
  boardable: boolean;
  onSubmit: (values: ViewValues) => Promise<SaveResult>;
  onClose: () => void;
}

const SHARING = ['PRIVATE', 'TEAM', 'EVERYONE'] as const;

/** What a view is called, who has it, and how it shows its deals. */
export function ViewDialog(props: Props) {
  const { title, submitLabel, initial, pipelines, boardable, onSubmit, onClose } = props;
  const { t } = useTranslation(['views', 'app', 'common']);
  const canShare = useCanWrite();
  const required = t('common:edit.required');
  const form = useForm<ViewValues>({
    initialValues: initial,
    validate: {
      name: (value) => (value.trim() ? null : required),
      pipelineId: (value, { layout }) => (layout === 'TABLE' || value ? null : required),
    },
  });
  const board = form.values.layout === 'BOARD';
  return (
    <RecordDialog
      title={title}
      form={form}
      submitLabel={submitLabel}
      onSubmit={onSubmit}
      onClose={onClose}
      size="md"
    >
      <TextInput label={t('name')} required maxLength={80} data-autofocus {...form.getInputProps('name')} />
      <Radio.Group label={t('sharing.label')} {...form.getInputProps('sharing')}>
        <Stack gap={6} mt={4}>
          {SHARING.map((value) => (
            <Radio
              key={value}
              value={value}
              label={t(`sharing.${value}`)}
              disabled={!canShare && value !== 'PRIVATE'}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t('layout.label')}
        description={boardable ? undefined : t('layout.tableOnly')}
        {...form.getInputProps('layout')}
      >
        <Stack gap={6} mt={4}>
          <Radio value="TABLE" label={t('layout.TABLE')} />
          <Radio value="BOARD" label={t('layout.BOARD')} disabled={!boardable && !board} />
        </Stack>
      </Radio.Group>
      {board && (
        <Select
          label={t('app:field.pipeline')}
          required
          data={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
          allowDeselect={false}
          {...form.getInputProps('pipelineId')}
        />
      )}
    </RecordDialog>
  );
}
