import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreatePipelineDialogMutation } from '@/__generated__/CreatePipelineDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import type { Option } from '../options';

interface Props {
  pipelines: readonly Option[];
  onClose: () => void;
  onCreated: (id: string) => void;
}

export function CreatePipelineDialog({ pipelines, onClose, onCreated }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const [create] = useAction<CreatePipelineDialogMutation>(graphql`
    mutation CreatePipelineDialogMutation($input: CreatePipelineInput!) {
      createPipeline(input: $input) {
        pipeline {
          id
          version
          name
          ...PipelineEditor_pipeline
          ...StageList_pipeline
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { name: '', copyFromId: null as string | null },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('settings:pipelines.new')}
      form={form}
      size="md"
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ name, copyFromId }) => {
        const result = await create(
          { input: { name: name.trim(), copyFromId } },
          { onRefused: () => undefined },
        );
        const id = result.ok ? result.data.createPipeline.pipeline?.id : undefined;
        if (id) onCreated(id);
        return result;
      }}
    >
      <TextInput
        label={t('settings:pipelines.name')}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Select
        label={t('settings:pipelines.copyFrom')}
        description={t('settings:pipelines.copyFromHint')}
        clearable
        data={[...pipelines]}
        {...form.getInputProps('copyFromId')}
      />
    </RecordDialog>
  );
}
