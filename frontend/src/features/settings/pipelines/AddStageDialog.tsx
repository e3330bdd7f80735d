import { NumberInput, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { AddStageDialogMutation, StageKind } from '@/__generated__/AddStageDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { HINT_BELOW } from '../hintBelow';
import { ColorChoice } from './ColorChoice';

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
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      probability: (value, { kind }) =>
        kind !== 'OPEN' || (Number(value) >= 1 && Number(value) <= 99)
          ? null
          : t('settings:stages.badProbability'),
    },
  });
  const open = form.values.kind === 'OPEN';
  return (
    <RecordDialog
      title={t('settings:stages.new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={({ name, kind, probability, rottingDays, color, guidance }) =>
        create(
          {
            input: {
              pipelineId,
              name: name.trim(),
              kind,
              color,
              guidance: guidance.trim() || null,
              // Final stages have theirs: 100 and 0.
              ...(kind === 'OPEN' && {
                probability: Number(probability),
                rottingDays: rottingDays === '' ? null : Number(rottingDays),
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
        {open && (
          <>
            <NumberInput
              label={t('app:field.probability')}
              suffix=" %"
              min={1}
              max={99}
              allowDecimal={false}
              {...form.getInputProps('probability')}
            />
            <NumberInput
              label={t('settings:stages.rotting')}
              min={1}
              max={3650}
              allowDecimal={false}
              {...form.getInputProps('rottingDays')}
            />
          </>
        )}
      </SimpleGrid>
      <Textarea
        label={t('settings:stages.guidance')}
        description={t('settings:stages.guidanceHint')}
        autosize
        minRows={3}
        maxRows={12}
        {...form.getInputProps('guidance')}
      />
    </RecordDialog>
  );
}
