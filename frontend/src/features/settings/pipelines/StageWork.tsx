import { Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PlanPicker } from '@/ui/pickers';
import { StepsEditor } from './StepsEditor';
import type { StepDraft } from './steps';

export interface Work {
  steps: StepDraft[];
  activityPlanId: string | null;
  goNoGo: boolean;
}

interface Props {
  /** Of a final stage nothing is decided any more. */
  open: boolean;
  value: Work;
  errors: Record<string, ReactNode>;
  onChange: (change: Partial<Work>) => void;
}

/** What a stage has a deal's people do: steps to tick off, a plan that starts, a decision at its end. */
export function StageWork({ open, value, errors, onChange }: Props) {
  const { t } = useTranslation('settings');
  return (
    <>
      <StepsEditor steps={value.steps} errors={errors} onChange={(steps) => onChange({ steps })} />
      <PlanPicker
        label={t('stages.plan')}
        description={t('stages.planHint')}
        placeholder={t('stages.planNone')}
        value={value.activityPlanId}
        error={errors.activityPlanId}
        onChange={(activityPlanId) => onChange({ activityPlanId })}
      />
      {open && (
        <Switch
          label={t('stages.goNoGo')}
          description={t('stages.goNoGoHint')}
          checked={value.goNoGo}
          error={errors.goNoGo}
          onChange={(event) => onChange({ goNoGo: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
