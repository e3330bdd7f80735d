import { Select, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { LookupPicker } from '@/ui/pickers';
import { HINT_BELOW } from '../hintBelow';
import { LANGUAGE_OPTIONS } from '../options';

export interface About extends Record<string, unknown> {
  name: string;
  language: string;
  categoryId: string | null;
  description: string;
}

/** What is said of a template, beside its content. */
export function TemplateFields<V extends About>({ form }: { form: UseFormReturnType<V> }) {
  const { t } = useTranslation('documents');
  const { categoryId } = form.values;
  return (
    <>
      <TextInput
        label={t('name')}
        description={t('nameHint')}
        inputWrapperOrder={HINT_BELOW}
        required
        maxLength={200}
        {...form.getInputProps('name')}
      />
      <Select
        label={t('language')}
        description={t('languageHint')}
        inputWrapperOrder={HINT_BELOW}
        allowDeselect={false}
        data={LANGUAGE_OPTIONS}
        {...form.getInputProps('language')}
      />
      <LookupPicker
        kind="FILE_CATEGORY"
        label={t('category')}
        description={t('categoryHint')}
        inputWrapperOrder={HINT_BELOW}
        {...form.getInputProps('categoryId')}
        value={categoryId}
      />
      <Textarea
        label={t('description')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={5_000}
        {...form.getInputProps('description')}
      />
    </>
  );
}
