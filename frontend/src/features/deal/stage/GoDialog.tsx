import { Select, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { pickerProps } from '../../records/pickerProps';
import { goTargets } from './steps';
import { type DecidedDeal, useDecide } from './useDecide';

interface Props {
  deal: DecidedDeal;
  onClose: () => void;
}

/** Go: into which stage, and in whose hands from now on. */
export function GoDialog({ deal, onClose }: Props) {
  const { t } = useTranslation(['plans', 'common']);
  const decide = useDecide(deal);
  const targets = goTargets(deal.pipeline.stages, deal.stage.id, deal.pipeline.allowSkip);
  const form = useForm({
    initialValues: {
      responsibleId: deal.owner.id as string | null,
      stageId: (targets[0]?.id ?? null) as string | null,
      reason: '',
    },
    validate: {
      responsibleId: (value) => (value ? null : t('common:edit.required')),
      stageId: (value) => (value ? null : t('common:edit.required')),
    },
  });
  return (
    <RecordDialog
      title={t('plans:goNoGo.goTitle', { deal: deal.name })}
      size="md"
      form={form}
      submitLabel={t('plans:goNoGo.go')}
      onClose={onClose}
      onSubmit={({ responsibleId, stageId, reason }) =>
        decide({
          decision: 'GO',
          stageId: stageId ?? undefined,
          // One who keeps it is not named: it may have changed hands meanwhile.
          ...(responsibleId !== deal.owner.id && { responsibleId }),
          reason: reason.trim() || null,
        })
      }
    >
      <Text size="sm" c="dimmed">
        {t('plans:goNoGo.goHint')}
      </Text>
      <UserPicker
        label={t('plans:goNoGo.responsible')}
        required
        clearable={false}
        data-autofocus
        {...pickerProps(form, 'responsibleId')}
      />
      <Select
        label={t('plans:goNoGo.stage')}
        required
        allowDeselect={false}
        data={targets.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('stageId')}
      />
      <Textarea
        label={t('plans:goNoGo.reason')}
        description={t('plans:goNoGo.reasonHint')}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('reason')}
      />
    </RecordDialog>
  );
}
