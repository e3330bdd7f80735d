import { Alert, Text, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';

interface Props {
  /** Names the texts. */
  kind: 'proposals' | 'contracts';
  name: string;
  /** What should rather be done before. */
  warning: string | false;
  submit: (message: string | null) => Promise<SaveResult>;
  onClose: () => void;
}

/** Hands a draft in, with a word to those who are to approve it. */
export function SubmitDialog({ kind, name, warning, submit, onClose }: Props) {
  const { t } = useTranslation([kind, 'approvals']);
  const form = useForm({ initialValues: { message: '' } });
  return (
    <RecordDialog
      title={t('approvals:submit.title', { name })}
      form={form}
      submitLabel={t('approvals:submit.confirm')}
      onClose={onClose}
      onSubmit={({ message }) => submit(message.trim() || null)}
    >
      <Text size="sm" c="dimmed">
        {t(`${kind}:submit.body`)}
      </Text>
      {warning && <Alert color="amber">{warning}</Alert>}
      <Textarea
        label={t('approvals:submit.message')}
        description={t('approvals:submit.messageHint')}
        data-autofocus
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('message')}
      />
    </RecordDialog>
  );
}
