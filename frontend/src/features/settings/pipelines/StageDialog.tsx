import { Checkbox, SimpleGrid, Skeleton, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { GateRequirementKind } from '@/__generated__/GateChoiceQuery.graphql';
import type { StageDialog_stage$key } from '@/__generated__/StageDialog_stage.graphql';
import { LookupPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { pickerProps } from '../../records/pickerProps';
import { ColorChoice } from './ColorChoice';
import { GateChoice } from './GateChoice';
import { isProbability, StageNumbers } from './StageNumbers';
import { StageWork } from './StageWork';
import { stepDrafts, stepInputs } from './steps';
import { useUpdateStage } from './useUpdateStage';

interface Props {
  stage: StageDialog_stage$key;
  onClose: () => void;
}

/** `FIELD amount` as the API takes it. */
function requirement(text: string) {
  const [kind = '', key = ''] = text.split(' ');
  return { kind: kind as GateRequirementKind, key };
}

/** Everything about a stage; only what differs from its opening is sent. */
export function StageDialog({ stage, onClose }: Props) {
  const { t } = useTranslation(['settings', 'app', 'common']);
  const update = useUpdateStage();
  const data = useFragment(
    graphql`
      fragment StageDialog_stage on Stage {
        id
        version
        name
        kind
        color
        probability
        rottingDays
        guidance
        inFunnel
        allowCreate
        forecastCategory {
          id
          label
        }
        gate {
          kind
          key
        }
        steps {
          id
          title
          hint
        }
        activityPlan {
          id
          name
        }
        goNoGo
      }
    `,
    stage,
  );
  const form = useForm({
    initialValues: {
      name: data.name,
      color: data.color,
      probability: data.probability as number | string,
      rottingDays: (data.rottingDays ?? '') as number | string,
      guidance: data.guidance ?? '',
      inFunnel: data.inFunnel,
      allowCreate: data.allowCreate,
      forecastCategoryId: (data.forecastCategory?.id ?? null) as string | null,
      gate: data.gate.map(({ kind, key }) => `${kind} ${key}`),
      steps: stepDrafts(data.steps),
      activityPlanId: (data.activityPlan?.id ?? null) as string | null,
      goNoGo: data.goNoGo,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      probability: (value) => (isProbability(data.kind, value) ? null : t('settings:stages.badProbability')),
    },
  });
  const open = data.kind === 'OPEN';
  return (
    <RecordDialog
      title={t('settings:stages.edit', { name: data.name })}
      form={form}
      submitLabel={t('common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const dirty = (field: keyof typeof values) => form.isDirty(field);
        const patch = {
          ...(dirty('name') && { name: values.name.trim() }),
          ...(dirty('color') && { color: values.color }),
          ...(dirty('probability') && { probability: Number(values.probability) }),
          ...(dirty('rottingDays') && {
            rottingDays: values.rottingDays === '' ? null : Number(values.rottingDays),
          }),
          ...(dirty('guidance') && { guidance: values.guidance.trim() || null }),
          ...(dirty('inFunnel') && { inFunnel: values.inFunnel }),
          ...(dirty('allowCreate') && { allowCreate: values.allowCreate }),
          ...(dirty('steps') && { steps: stepInputs(values.steps) }),
          ...(dirty('activityPlanId') && { activityPlanId: values.activityPlanId }),
          ...(dirty('goNoGo') && { goNoGo: values.goNoGo }),
          ...(dirty('gate') && { gate: values.gate.map(requirement) }),
          ...(dirty('forecastCategoryId') && { forecastCategoryId: values.forecastCategoryId }),
        };
        return Object.keys(patch).length === 0 ? { ok: true } : update(data, patch);
      }}
    >
      <TextInput label={t('settings:stages.name')} required data-autofocus {...form.getInputProps('name')} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <ColorChoice
          label={t('settings:stages.color')}
          value={form.values.color}
          onChange={(color) => form.setFieldValue('color', color)}
        />
        <LookupPicker
          kind="FORECAST_CATEGORY"
          label={t('app:field.forecastCategory')}
          {...pickerProps(form, 'forecastCategoryId')}
        />
        {open && <StageNumbers form={form} />}
      </SimpleGrid>
      <Textarea
        label={t('settings:stages.guidance')}
        description={t('settings:stages.guidanceHint')}
        autosize
        minRows={4}
        maxRows={14}
        {...form.getInputProps('guidance')}
      />
      <StageWork
        open={open}
        value={form.values}
        errors={form.errors}
        onChange={(change) => form.setValues(change)}
      />
      <Suspense fallback={<Skeleton height={60} />}>
        <GateChoice value={form.values.gate} onChange={(gate) => form.setFieldValue('gate', gate)} />
      </Suspense>
      <Checkbox
        label={t('settings:stages.inFunnel')}
        description={t('settings:stages.inFunnelHint')}
        {...form.getInputProps('inFunnel', { type: 'checkbox' })}
      />
      {open && (
        <Checkbox
          label={t('settings:stages.allowCreate')}
          description={t('settings:stages.allowCreateHint')}
          {...form.getInputProps('allowCreate', { type: 'checkbox' })}
        />
      )}
    </RecordDialog>
  );
}
