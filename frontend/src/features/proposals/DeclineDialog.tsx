import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import { useProposalActions } from './useProposalActions';

interface Props {
  id: string;
  number: string;
  onClose: () => void;
}

/** The customer said no: why, for whoever writes the next one. */
export function DeclineDialog({ id, number, onClose }: Props) {
  const { t } = useTranslation(['proposals', 'common']);
  const { decline } = useProposalActions(id);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('proposals:decline.title', { number })}
      form={form}
      submitLabel={t('proposals:decline.confirm')}
      onClose={onClose}
      onSubmit={({ reason }) => decline(reason.trim())}
    >
      <Textarea
        label={t('proposals:decline.reason')}
        description={t('proposals:decline.hint')}
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
