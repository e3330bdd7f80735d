import { FileInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useUploadLimits } from '@/relay/uploadLimits';
import { RecordDialog } from '@/ui/RecordDialog';
import { flawOf, sizeText } from './sizes';

interface Props {
  /** What the file is called. */
  name: string;
  onAdd: (file: File, comment: string | undefined) => void;
  onClose: () => void;
}

/** A newer version of a file, with what is new in it. */
export function NewVersionDialog({ name, onAdd, onClose }: Props) {
  const { t, i18n } = useTranslation(['files', 'common']);
  const most = useUploadLimits()?.fileBytes;
  const size = (bytes: number) => sizeText(i18n.language, bytes);
  const form = useForm<{ file: File | null; comment: string }>({
    initialValues: { file: null, comment: '' },
    validate: {
      file: (file) => {
        if (!file) return t('common:edit.required');
        const flaw = flawOf(file, most);
        return flaw ? t(`files:${flaw}`, { size: size(file.size), most: size(most ?? 0) }) : null;
      },
    },
  });
  return (
    <RecordDialog
      title={t('files:versionOf', { name })}
      form={form}
      submitLabel={t('files:addVersion')}
      onClose={onClose}
      onSubmit={async ({ file, comment }) => {
        if (file) onAdd(file, comment.trim() || undefined);
        return { ok: true };
      }}
    >
      <FileInput
        label={t('files:file')}
        placeholder={t('files:choose')}
        required
        {...form.getInputProps('file')}
      />
      <Textarea
        label={t('files:comment')}
        maxLength={1_000}
        description={t('files:commentHint')}
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('comment')}
      />
    </RecordDialog>
  );
}
