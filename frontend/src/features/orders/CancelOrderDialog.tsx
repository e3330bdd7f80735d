import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import type { OrderActions } from './useOrder';

interface Props {
  number: string;
  cancel: OrderActions['cancel'];
  onClose: () => void;
}

/** Why nothing comes of an order: whoever meets it again wants to know. */
export function CancelOrderDialog({ number, cancel, onClose }: Props) {
  const { t } = useTranslation(['orders', 'common']);
  const form = useForm({
    initialValues: { cancelReason: '' },
    validate: { cancelReason: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('orders:cancel.title', { number })}
      form={form}
      submitLabel={t('orders:cancel.confirm')}
      onClose={onClose}
      onSubmit={({ cancelReason }) => cancel(cancelReason.trim())}
    >
      <Textarea
        label={t('orders:cancel.reason')}
        description={t('orders:cancel.hint')}
        required
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('cancelReason')}
      />
    </RecordDialog>
  );
}
