import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { AddStageDialogMutation, StageKind } from '@/__generated__/AddStageDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { HINT_BELOW } from '../hintBelow';
import { ColorChoice } from './ColorChoice';
import { isProbability, StageNumbers } from './StageNumbers';
import { StageWork } from './StageWork';
import { type StepDraft, stepInputs } from './steps';

interface Props {
  pipelineId: string;
  onClose: () => void;
}

const KINDS: readonly StageKind[] = ['OPEN', 'WON', 'LOST'];

export function AddStageDialog({ pipelineId, onClose }: Props) {
  const { t } = useTranslation(['settings', 'app', 'common']);
  const [create] = useAction<AddStageDialogMutation>(graphql`
    mutation AddStageDialogMutation($input: CreateStageInput!) {
      createStage(input: $input) {
        stage {
          id
          version
        }
        pipeline {
          id
          ...StageList_pipeline
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: {
      name: '',
      kind: 'OPEN' as StageKind,
      probability: 50 as number | string,
      rottingDays: '' as number | string,
      color: 'blue',
      guidance: '',
      steps: [] as StepDraft[],
      activityPlanId: null as string | null,
      goNoGo: false,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      probability: (value, { kind }) =>
        isProbability(kind, value) ? null : t('settings:stages.badProbability'),
    },
  });
  const open = form.values.kind === 'OPEN';
  return (
    <RecordDialog
      title={t('settings:stages.new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={({ name, kind, probability, rottingDays, color, guidance, steps, activityPlanId, goNoGo }) =>
        create(
          {
            input: {
              pipelineId,
              name: name.trim(),
              kind,
              color,
              guidance: guidance.trim() || null,
              steps: stepInputs(steps),
              activityPlanId,
              // Final stages have theirs: 100 and 0.
              ...(kind === 'OPEN' && {
                probability: Number(probability),
                rottingDays: rottingDays === '' ? null : Number(rottingDays),
                goNoGo,
              }),
            },
          },
          { onRefused: () => undefined },
        )
      }
    >
      <TextInput label={t('settings:stages.name')} required data-autofocus {...form.getInputProps('name')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t('settings:stages.kindLabel')}
          inputWrapperOrder={HINT_BELOW}
          description={t('settings:stages.kindHint')}
          allowDeselect={false}
          data={KINDS.map((kind) => ({ value: kind, label: t(`settings:stages.kind.${kind}`) }))}
          {...form.getInputProps('kind')}
        />
        <ColorChoice
          label={t('settings:stages.color')}
          value={form.values.color}
          onChange={(color) => form.setFieldValue('color', color)}
        />
        {open && <StageNumbers form={form} />}
      </SimpleGrid>
      <Textarea
        label={t('settings:stages.guidance')}
        description={t('settings:stages.guidanceHint')}
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('guidance')}
      />
      <StageWork
        open={open}
        value={form.values}
        errors={form.errors}
        onChange={(change) => form.setValues(change)}
      />
    </RecordDialog>
  );
}
