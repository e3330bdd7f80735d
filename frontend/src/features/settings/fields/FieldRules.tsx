import { NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../../fields/FieldInput';
import { decimalsOf, isNumber, isText } from '../../fields/values';
import { HINT_BELOW } from '../hintBelow';
import type { FieldValues } from './form';

/** What values must be like, and what new records begin with; as far as the type has such rules. */
export function FieldRules({ form }: { form: UseFormReturnType<FieldValues> }) {
  const { t } = useTranslation('fields');
  const { type, options } = form.values;
  const bound = (name: 'minimum' | 'maximum') => (
    <NumberInput
      label={t(name)}
      hideControls
      thousandSeparator=" "
      decimalScale={decimalsOf(type)}
      value={form.values[name]}
      error={form.errors[name]}
      onValueChange={({ value }) => {
        form.setFieldValue(name, value);
        form.clearFieldError(name);
      }}
    />
  );
  return (
    <>
      <FieldInput
        field={{
          type,
          options: options.map(({ key, label, archived }) => ({ value: key, label, archived })),
        }}
        label={t('defaultValue')}
        description={t('defaultHint')}
        value={form.values.defaultValue}
        error={form.errors.defaultValue}
        onChange={(value) => {
          form.setFieldValue('defaultValue', value);
          form.clearFieldError('defaultValue');
        }}
      />
      {isText(type) && (
        <TextInput
          label={t('pattern')}
          description={t('patternHint')}
          inputWrapperOrder={HINT_BELOW}
          placeholder="[A-Z]{2}-\d{4}"
          spellCheck={false}
          {...form.getInputProps('pattern')}
        />
      )}
      {isNumber(type) && (
        <SimpleGrid cols={2} spacing="sm">
          {bound('minimum')}
          {bound('maximum')}
        </SimpleGrid>
      )}
    </>
  );
}
