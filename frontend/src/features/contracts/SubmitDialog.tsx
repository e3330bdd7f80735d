import { Alert, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import { useContractActions } from './useContractActions';

interface Props {
  id: string;
  name: string;
  /** Some of its files have newer versions: what is approved is what is pinned. */
  outdated: boolean;
  onClose: () => void;
}

/** Hands the draft in, with a word to those who are to approve it. */
export function SubmitDialog({ id, name, outdated, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const { submit } = useContractActions(id);
  const form = useForm({ initialValues: { message: '' } });
  return (
    <RecordDialog
      title={t('submit.title', { name })}
      form={form}
      submitLabel={t('submit.confirm')}
      onClose={onClose}
      onSubmit={({ message }) => submit(message.trim() || null)}
    >
      <Text size="sm" c="dimmed">
        {t('submit.body')}
      </Text>
      {outdated && <Alert color="amber">{t('submit.outdated')}</Alert>}
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
