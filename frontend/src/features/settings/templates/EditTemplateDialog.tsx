import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import { Clash } from '../../activities/Clash';
import { type ConflictError, saveMerging } from '../../records/merge';
import { type About, TemplateFields } from './TemplateFields';
import { type TemplatePatch, useUpdateTemplate } from './useUpdateTemplate';

export interface Known {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly language: string;
  readonly description?: string | null;
  readonly category?: { readonly id: string } | null;
}

export const aboutOf = ({ name, language, description, category }: Known): About => ({
  name,
  language,
  categoryId: category?.id ?? null,
  description: description ?? '',
});

/** What differs from what was there when the form was opened. */
export function patchOf(before: About, after: About): TemplatePatch {
  const name = after.name.trim();
  const description = after.description.trim();
  return {
    ...(name !== before.name && { name }),
    ...(after.language !== before.language && { language: after.language }),
    ...(after.categoryId !== before.categoryId && { categoryId: after.categoryId }),
    ...(description !== before.description && { description: description || null }),
  };
}

interface Props {
  template: Known;
  onClose: () => void;
  onSaved: () => void;
}

/** A template's name, language, category and description. */
export function EditTemplateDialog({ template, onClose, onSaved }: Props) {
  const { t } = useTranslation(['documents', 'common']);
  const update = useUpdateTemplate();
  const [{ id, version, before }] = useState(() => ({ ...template, before: aboutOf(template) }));
  const [clash, setClash] = useState<ConflictError>();
  const form = useForm<About>({
    initialValues: before,
    validate: { name: (name) => (name.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('documents:editOf', { name: template.name })}
      form={form}
      submitLabel={t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const patch = patchOf(before, values);
        if (Object.keys(patch).length === 0) return { ok: true };
        const fields = Object.keys(patch).map((field) => field.replace(/Id$/, ''));
        const result = await saveMerging(fields, clash?.currentVersion ?? version, (expected) =>
          update(id, patch, expected),
        );
        if ('clash' in result) {
          setClash(result.clash);
          return { ok: false, errors: [] };
        }
        if (result.ok) onSaved();
        return result;
      }}
    >
      <TemplateFields form={form} />
      {clash && <Clash with={clash} />}
    </RecordDialog>
  );
}
