import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES } from '@/i18n';
import type { Named } from '@/i18n/label';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';

export interface Names {
  label: string;
  labels: { language: string; text: string }[];
}

/** What an entry is called, in every language people read; where nothing is given they read the first one. */
export function LookupNames({
  entry,
  onSave,
  onClose,
}: {
  entry: Named;
  onSave: (names: Names) => Promise<SaveResult>;
  onClose: () => void;
}) {
  const { t } = useTranslation(['settings', 'fields', 'common']);
  const named = Object.fromEntries(entry.labels.map(({ language, text }) => [language, text]));
  const form = useForm({
    initialValues: { label: entry.label, labels: named },
    validate: { label: (label) => (label.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={entry.label}
      form={form}
      submitLabel={t('common:action.save')}
      onClose={onClose}
      onSubmit={({ label, labels }) =>
        onSave({
          label: label.trim(),
          labels: Object.entries(labels)
            .map(([language, text]) => ({ language, text: text.trim() }))
            .filter(({ text }) => text !== ''),
        })
      }
    >
      <TextInput label={t('fields:label')} required data-autofocus {...form.getInputProps('label')} />
      {LANGUAGES.map((language) => (
        <TextInput
          key={language}
          label={t('fields:labelIn', { language: LANGUAGE_NAMES[language] })}
          placeholder={form.values.label}
          lang={language}
          value={form.values.labels[language] ?? ''}
          error={form.errors.labels}
          onChange={(event) => form.setFieldValue(`labels.${language}`, event.currentTarget.value)}
        />
      ))}
    </RecordDialog>
  );
}
