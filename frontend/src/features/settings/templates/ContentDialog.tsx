import { FileInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useRelayEnvironment } from 'react-relay/hooks';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { versionOf } from '@/relay/versionOf';
import { RecordDialog } from '@/ui/RecordDialog';
import { type Kept, readContent, sendContent, TEMPLATE_TYPES } from './content';
import { SendingBar } from './SendingBar';
import { useContent } from './useContent';

interface Props {
  template: { readonly id: string; readonly name: string; readonly fileName: string; readonly url: string };
  onClose: () => void;
  onSaved: () => void;
}

/** Another content of a template; documents that were made of it stay as they are. */
export function ContentDialog({ template, onClose, onSaved }: Props) {
  const { t } = useTranslation('documents');
  const environment = useRelayEnvironment();
  const { send, flaw, part, cancel } = useContent();
  const { id, name, fileName, url } = template;
  const form = useForm<{ file: File | null }>({ initialValues: { file: null }, validate: { file: flaw } });

  const putBack = async (former: Blob, { version }: Kept) => {
    await sendContent({ id, content: former, fileName, expectedVersion: version }, () => undefined).done;
    onSaved();
  };
  const save = async ({ file }: { file: File | null }) => {
    if (!file) return false;
    const expectedVersion = versionOf(environment, id);
    const former = await readContent(url);
    const { kept, problem } = await send({ id, content: file, fileName: file.name, expectedVersion });
    if (problem) form.setFieldError('file', problem.text);
    if (!kept) return false;
    onSaved();
    const message = t('replaced', { name });
    // One that could not be read cannot be put back.
    if (former) offerUndo({ message, undo: () => putBack(former, kept) });
    else toast.success(message);
    return true;
  };

  return (
    <RecordDialog
      title={t('replaceOf', { name })}
      form={form}
      submitLabel={t('upload')}
      onClose={onClose}
      onSubmit={async (values) => ((await save(values)) ? { ok: true } : { ok: false, errors: [] })}
    >
      <Text size="sm" c="dimmed">
        {t('replaceHint', { fileName })}
      </Text>
      <FileInput
        label={t('file')}
        placeholder={t('choose')}
        accept={TEMPLATE_TYPES}
        required
        data-autofocus
        errorProps={{ role: 'alert' }}
        {...form.getInputProps('file')}
      />
      {part !== undefined && <SendingBar part={part} onStop={cancel} />}
    </RecordDialog>
  );
}
