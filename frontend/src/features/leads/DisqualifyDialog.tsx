import { Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';

interface Props {
  disqualify: (reason: string) => Promise<boolean>;
  onClose: () => void;
}

/** Why a lead is not worth pursuing: whoever meets it again wants to know. */
export function DisqualifyDialog({ disqualify, onClose }: Props) {
  const { t } = useTranslation(['leads', 'common']);
  const form = useForm({
    initialValues: { reason: '' },
    validate: { reason: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('leads:disqualify.title')}
      form={form}
      submitLabel={t('leads:disqualify.submit')}
      onClose={onClose}
      // A refusal has been shown; the dialog keeps what was entered.
      onSubmit={async ({ reason }) =>
        (await disqualify(reason.trim())) ? { ok: true } : { ok: false, errors: [] }
      }
    >
      <Textarea
        label={t('leads:disqualify.reason')}
        description={t('leads:disqualify.hint')}
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
