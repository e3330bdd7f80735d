import { Alert, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import { useProposalActions } from './useProposalActions';

interface Props {
  id: string;
  number: string;
  /** Without lines there is nothing to approve. */
  empty: boolean;
  onClose: () => void;
}

/** Hands the draft in, with a word to those who are to approve it. */
export function SubmitDialog({ id, number, empty, onClose }: Props) {
  const { t } = useTranslation('proposals');
  const { submit } = useProposalActions(id);
  const form = useForm({ initialValues: { message: '' } });
  return (
    <RecordDialog
      title={t('submit.title', { number })}
      form={form}
      submitLabel={t('submit.confirm')}
      onClose={onClose}
      onSubmit={({ message }) => submit(message.trim() || null)}
    >
      <Text size="sm" c="dimmed">
        {t('submit.body')}
      </Text>
      {empty && <Alert color="amber">{t('submit.empty')}</Alert>}
      <Textarea
        label={t('submit.message')}
        description={t('submit.messageHint')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('message')}
      />
    </RecordDialog>
  );
}
