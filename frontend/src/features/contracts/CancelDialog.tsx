import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import { useContractActions } from './useContractActions';

interface Props {
  id: string;
  name: string;
  onClose: () => void;
}

/** Why nothing comes of a package: whoever meets it again wants to know. There is no way back. */
export function CancelDialog({ id, name, onClose }: Props) {
  const { t } = useTranslation(['contracts', 'common']);
  const { cancel } = useContractActions(id);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('contracts:cancel.title', { name })}
      form={form}
      submitLabel={t('contracts:cancel.confirm')}
      onClose={onClose}
      onSubmit={({ reason }) => cancel(reason.trim())}
    >
      <Textarea
        label={t('contracts:cancel.reason')}
        description={t('contracts:cancel.hint')}
        required
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('reason')}
      />
    </RecordDialog>
  );
}
