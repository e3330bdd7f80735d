import { Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { LookupPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { pickerProps } from '../../records/pickerProps';
import { type DecidedDeal, useDecide } from './useDecide';

interface Props {
  deal: DecidedDeal;
  onClose: () => void;
}

/** No-go: the deal is lost, and why. */
export function NoGoDialog({ deal, onClose }: Props) {
  const { t } = useTranslation(['plans', 'app', 'common']);
  const decide = useDecide(deal);
  const form = useForm({
    initialValues: { lossReasonId: null as string | null, reason: '' },
    validate: { lossReasonId: (value) => (value ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('plans:goNoGo.noGoTitle', { deal: deal.name })}
      size="md"
      form={form}
      submitLabel={t('plans:goNoGo.noGo')}
      onClose={onClose}
      onSubmit={({ lossReasonId, reason }) =>
        decide({ decision: 'NO_GO', lossReasonId, reason: reason.trim() || null })
      }
    >
      <Text size="sm" c="dimmed">
        {t('plans:goNoGo.noGoHint')}
      </Text>
      <LookupPicker
        kind="LOSS_REASON"
        label={t('app:field.lossReason')}
        required
        data-autofocus
        {...pickerProps(form, 'lossReasonId')}
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
