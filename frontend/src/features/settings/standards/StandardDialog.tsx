import { Checkbox, NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { RecordDialog } from '@/ui/RecordDialog';
import type { FieldSubject } from '../../fields/definitions';
import type { Standard } from '../../fields/standards';
import { HINT_BELOW } from '../hintBelow';
import { type StandardValues, toInput, valuesOf } from './form';
import type { StandardOption } from './StandardList';
import { useSetStandard } from './useSetStandard';

interface Props {
  subject: FieldSubject;
  option: StandardOption;
  /** Absent while nothing is asked. */
  standard?: Standard;
  onClose: () => void;
  onSaved: () => void;
}

/** All that is asked of one field. With everything empty nothing is asked any more. */
export function StandardDialog({ subject, option, standard, onClose, onSaved }: Props) {
  const { t } = useTranslation(['fields', 'app', 'common']);
  const [set] = useSetStandard();
  const form = useForm<StandardValues>({ initialValues: valuesOf(standard) });
  const bound = (name: 'minimum' | 'maximum') => (
    <NumberInput
      label={t(`fields:${name}`)}
      hideControls
      thousandSeparator=" "
      value={form.values[name]}
      error={form.errors[name]}
      onValueChange={({ value }) => {
        form.setFieldValue(name, value);
        form.clearFieldError(name);
      }}
    />
  );
  return (
    <RecordDialog
      title={t('fields:standards.edit', { name: t(`app:field.${option.field}`) })}
      form={form}
      submitLabel={t('common:action.save')}
      onClose={onClose}
      onSubmit={async (values) => {
        const input = toInput(values, [subject, option.field], standard?.version);
        const result = await set({ input }, { onRefused: () => undefined });
        if (result.ok) onSaved();
        return result;
      }}
    >
      <Checkbox
        label={t('fields:requiredLabel')}
        description={t('fields:standards.requiredHint')}
        data-autofocus
        {...form.getInputProps('required', { type: 'checkbox' })}
      />
      {option.type === 'TEXT' && (
        <>
          <TextInput
            label={t('fields:pattern')}
            description={t('fields:standards.patternHint')}
            inputWrapperOrder={HINT_BELOW}
            placeholder="\+[0-9 ]+"
            spellCheck={false}
            {...form.getInputProps('pattern')}
          />
          <TextInput
            label={t('fields:standards.hintLabel')}
            description={t('fields:standards.hintHint')}
            inputWrapperOrder={HINT_BELOW}
            disabled={form.values.pattern.trim() === ''}
            {...form.getInputProps('patternHint')}
          />
        </>
      )}
      {option.type === 'NUMBER' && (
        <SimpleGrid cols={2} spacing="sm">
          {bound('minimum')}
          {bound('maximum')}
        </SimpleGrid>
      )}
    </RecordDialog>
  );
}
