import { Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { FieldDialogCreateMutation } from '@/__generated__/FieldDialogCreateMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import type { Definition, FieldSubject, FieldType } from '../../fields/definitions';
import { isKey } from '../../fields/key';
import { hasOptions } from '../../fields/values';
import { HINT_BELOW } from '../hintBelow';
import { FieldRules } from './FieldRules';
import { type FieldValues, keyOf, toCreateInput, toUpdateInput, valuesOf } from './form';
import { OptionsEditor } from './OptionsEditor';
import { Translations } from './Translations';
import { useUpdateField } from './useUpdateField';

const TYPES: readonly FieldType[] = [
  'TEXT',
  'LONG_TEXT',
  'NUMBER',
  'MONEY',
  'BOOLEAN',
  'DATE',
  'DATE_TIME',
  'SELECT',
  'MULTI_SELECT',
  'URL',
  'EMAIL',
  'PHONE',
  'USER',
  'ACCOUNT',
  'CONTACT',
];

interface Props {
  subject: FieldSubject;
  /** Absent for a new one. */
  field?: Definition;
  /** Keys of the other fields. */
  taken: readonly string[];
  onClose: () => void;
  onSaved: () => void;
}

/** A field as an admin defines it. Key and type are for good: values, filters and programs build on them. */
export function FieldDialog({ subject, field, taken, onClose, onSaved }: Props) {
  const { t } = useTranslation(['fields', 'common']);
  const [create] = useAction<FieldDialogCreateMutation>(graphql`
    mutation FieldDialogCreateMutation($input: CreateCustomFieldInput!) {
      createCustomField(input: $input) {
        customField {
          id
          version
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [update] = useUpdateField();
  const form = useForm<FieldValues>({
    initialValues: valuesOf(field),
    validate: {
      label: (label) => (label.trim() ? null : t('common:edit.required')),
      key: (key) => (key === null || isKey(key) ? null : t('fields:badKey')),
      options: (options, { type }) =>
        hasOptions(type) && !options.some(({ archived }) => !archived) ? t('fields:options.needed') : null,
    },
  });
  const { type } = form.values;

  return (
    <RecordDialog
      title={field ? t('fields:edit', { name: field.label }) : t(`fields:newOf.${subject}`)}
      form={form}
      submitLabel={field ? t('common:action.save') : t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const quiet = { onRefused: () => undefined };
        const result = field
          ? await update({ input: toUpdateInput(values, field) }, quiet)
          : await create({ input: toCreateInput(values, subject, taken) }, quiet);
        if (result.ok) onSaved();
        return result;
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput label={t('fields:label')} required data-autofocus {...form.getInputProps('label')} />
        <TextInput
          label={t('fields:key')}
          description={t(field ? 'fields:keyFixed' : 'fields:keyHint')}
          inputWrapperOrder={HINT_BELOW}
          disabled={field !== undefined}
          value={keyOf(form.values, taken)}
          error={form.errors.key}
          onChange={(event) => {
            form.setFieldValue('key', event.currentTarget.value || null);
            form.clearFieldError('key');
          }}
        />
      </SimpleGrid>
      <Select
        label={t('fields:typeLabel')}
        description={t(`fields:typeHint.${type}`)}
        inputWrapperOrder={HINT_BELOW}
        allowDeselect={false}
        disabled={field !== undefined}
        data={TYPES.map((value) => ({ value, label: t(`fields:type.${value}`) }))}
        renderOption={({ option }) => (
          <Stack gap={0}>
            <Text size="sm">{option.label}</Text>
            <Text size="xs" c="dimmed">
              {t(`fields:typeHint.${option.value}`)}
            </Text>
          </Stack>
        )}
        value={type}
        error={form.errors.type}
        onChange={(next) => {
          // What another type would read differently starts anew.
          if (next) form.setValues({ type: next as FieldType, defaultValue: null });
        }}
      />
      {hasOptions(type) && <OptionsEditor form={form} />}
      <TextInput
        label={t('fields:help')}
        description={t('fields:helpHint')}
        inputWrapperOrder={HINT_BELOW}
        {...form.getInputProps('help')}
      />
      <FieldRules form={form} />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Checkbox
          label={t('fields:requiredLabel')}
          description={t('fields:requiredHint')}
          {...form.getInputProps('required', { type: 'checkbox' })}
        />
        <Checkbox
          label={t('fields:filterableLabel')}
          description={t('fields:filterableHint')}
          {...form.getInputProps('filterable', { type: 'checkbox' })}
        />
      </SimpleGrid>
      <Translations form={form} />
    </RecordDialog>
  );
}
