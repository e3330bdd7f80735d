import { SegmentedControl, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { RecordDialog } from '@/ui/RecordDialog';
import type { ConflictError } from '../records/merge';
import { Clash } from './Clash';
import { FollowUps } from './FollowUps';
import { atFields, type FollowUp, tasksOf } from './form';
import { MinutesField } from './MinutesField';
import type { ActivityActions } from './useActivities';

export interface Told {
  readonly id: string;
  readonly version: number;
  readonly subject: string;
  readonly status: string;
  readonly startsAt: string;
  readonly outcome?: string | null;
  readonly minutes?: string | null;
  readonly kind: { readonly key: string; readonly minutesExpected: boolean };
}

interface Props {
  activity: Told;
  record: ActivityActions['record'];
  onClose: () => void;
}

/** Whether an activity was held, what came of it, its minutes, and the tasks that follow: all in one step. */
export function RecordOutcomeDialog({ activity, record, onClose }: Props) {
  const { t } = useTranslation(['activities', 'app', 'common']);
  const format = useFormat();
  const [{ version, wasPlanned, start }] = useState(() => {
    const wasPlanned = activity.status === 'PLANNED';
    return {
      version: activity.version,
      wasPlanned,
      start: {
        status: activity.status === 'MISSED' ? 'MISSED' : 'HELD',
        outcome: activity.outcome ?? '',
        minutes: activity.minutes ?? '',
        tasks: [] as FollowUp[],
      },
    };
  });
  const form = useForm({ initialValues: start });
  const [clash, setClash] = useState<ConflictError>();
  const { status, minutes, tasks } = form.values;
  const held = status === 'HELD';

  return (
    <RecordDialog
      title={t('activities:outcome.title', { subject: activity.subject })}
      size="xl"
      form={form}
      submitLabel={t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const wrote = held && values.minutes.trim() !== start.minutes;
        const result = await record(
          {
            id: activity.id,
            status: held ? 'HELD' : 'MISSED',
            ...(values.outcome.trim() !== start.outcome && { outcome: values.outcome.trim() || null }),
            ...(wrote && { minutes: values.minutes.trim() || null }),
            tasks: tasksOf(values.tasks),
          },
          clash?.currentVersion ?? version,
          wasPlanned,
        );
        if (result.ok) return result;
        if ('clash' in result) {
          setClash(result.clash);
          return { ok: false, errors: [] };
        }
        return { ok: false, errors: result.errors.map((error) => atFields(error, values.tasks)) };
      }}
    >
      {clash && <Clash with={clash} />}
      <Text size="sm" c="dimmed">
        {format.dateTime(activity.startsAt)}
      </Text>
      <SegmentedControl
        fullWidth
        aria-label={t('activities:outcome.did')}
        value={status}
        onChange={(next) => form.setFieldValue('status', next)}
        data={[
          { value: 'HELD', label: t('activities:outcome.held') },
          { value: 'MISSED', label: t('activities:outcome.missed') },
        ]}
      />
      <Textarea
        label={t('app:field.outcome')}
        placeholder={t(held ? 'activities:form.outcomeHint' : 'activities:form.missedHint')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('outcome')}
      />
      {held && (
        <MinutesField
          label={t('activities:field.minutes')}
          description={t('activities:minutes.hint')}
          value={minutes}
          error={form.errors.minutes}
          onChange={(text) => form.setFieldValue('minutes', text)}
        />
      )}
      {held && activity.status !== 'HELD' && activity.kind.minutesExpected && (
        <Text size="sm" c="dimmed">
          {t('activities:followUps.sendMinutes')}
        </Text>
      )}
      <FollowUps rows={tasks} errors={form.errors} onChange={(next) => form.setFieldValue('tasks', next)} />
    </RecordDialog>
  );
}
