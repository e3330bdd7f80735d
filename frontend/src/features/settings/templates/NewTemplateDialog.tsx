import { FileInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { toast } from '@/app/toasts';
import { RecordDialog } from '@/ui/RecordDialog';
import { nameOf, TEMPLATE_TYPES } from './content';
import { SendingBar } from './SendingBar';
import { type About, TemplateFields } from './TemplateFields';
import { useContent } from './useContent';
import { useUpdateTemplate } from './useUpdateTemplate';

interface Values extends About {
  file: File | null;
}

interface Props {
  /** The workspace's. */
  language: string;
  onClose: () => void;
  onSaved: () => void;
}

/** A Word document becomes a template. */
export function NewTemplateDialog({ language, onClose, onSaved }: Props) {
  const { t } = useTranslation(['documents', 'common']);
  const update = useUpdateTemplate();
  const { send, flaw, part, cancel } = useContent();
  const form = useForm<Values>({
    initialValues: { file: null, name: '', language, categoryId: null, description: '' },
    validate: {
      file: flaw,
      name: (name) => (name.trim() ? null : t('common:edit.required')),
    },
  });

  const choose = (file: File | null) => {
    const { file: before, name } = form.getValues();
    form.setFieldValue('file', file);
    form.clearFieldError('file');
    // A name that somebody typed stays.
    if (file && (!name.trim() || name === (before && nameOf(before))))
      form.setFieldValue('name', nameOf(file));
  };
  const save = async ({ file, name, language: chosen, categoryId, description }: Values) => {
    if (!file) return false;
    const { kept, problem } = await send({
      content: file,
      fileName: file.name,
      name: name.trim(),
      language: chosen,
    });
    if (problem) form.setFieldError(problem.field, problem.text);
    if (!kept) return false;
    const rest = {
      ...(categoryId && { categoryId }),
      ...(description.trim() && { description: description.trim() }),
    };
    if (Object.keys(rest).length > 0) {
      const told = await update(kept.id, rest);
      // The template is there: what is missing of it is said, and can be added in its details.
      if (!told.ok) reportUserErrors(told.errors);
    }
    onSaved();
    toast.success(t('documents:brought', { name: name.trim() }));
    return true;
  };

  return (
    <RecordDialog
      title={t('documents:newTemplate')}
      form={form}
      submitLabel={t('documents:upload')}
      onClose={onClose}
      onSubmit={async (values) => ((await save(values)) ? { ok: true } : { ok: false, errors: [] })}
    >
      <FileInput
        label={t('documents:file')}
        placeholder={t('documents:choose')}
        accept={TEMPLATE_TYPES}
        required
        data-autofocus
        errorProps={{ role: 'alert' }}
        {...form.getInputProps('file')}
        onChange={choose}
      />
      {part !== undefined && <SendingBar part={part} onStop={cancel} />}
      <TemplateFields form={form} />
    </RecordDialog>
  );
}
