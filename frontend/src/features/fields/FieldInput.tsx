import { MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import { DateInput } from '@/ui/DateInput';
import { DateTimeInput } from '@/ui/DateTimeInput';
import { AccountPicker, ContactPicker, UserPicker } from '@/ui/pickers';
import type { Field } from './definitions';
import { decimalsOf, keysOf } from './values';

interface Props {
  field: Pick<Field, 'type' | 'options'>;
  label: string;
  description?: string | null;
  /** As `values.ts` has it. */
  value: string | null;
  onChange: (value: string | null) => void;
  error?: ReactNode;
  required?: boolean;
  withAsterisk?: boolean;
  disabled?: boolean;
  'data-autofocus'?: boolean;
}

/** The input of a custom field in a form, by its type. */
export function FieldInput({ field, value, onChange, description, ...rest }: Props) {
  const shared = { ...rest, description: description || undefined };
  const typed = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value || null);
  // One that is no longer offered stays where it was chosen.
  const chosen = keysOf(value);
  const offered = field.options.filter((one) => !one.archived || chosen.includes(one.value));
  const data = offered.map((one) => ({ value: one.value, label: one.label }));
  switch (field.type) {
    case 'LONG_TEXT':
      return <Textarea {...shared} autosize minRows={2} maxRows={10} value={value ?? ''} onChange={typed} />;
    case 'NUMBER':
      return <Decimal {...shared} type="NUMBER" value={value} onChange={onChange} />;
    case 'MONEY':
      return <Amount {...shared} value={value} onChange={onChange} />;
    case 'BOOLEAN':
      // "No" is an answer, and no answer is another thing.
      return <YesOrNo {...shared} value={value} onChange={onChange} />;
    case 'DATE':
      return <DateInput {...shared} clearable value={value} onChange={onChange} />;
    case 'DATE_TIME':
      return <DateTimeInput {...shared} clearable value={value} onChange={onChange} />;
    case 'SELECT':
      return <Select {...shared} clearable searchable data={data} value={value} onChange={onChange} />;
    case 'MULTI_SELECT':
      return (
        <MultiSelect
          {...shared}
          clearable
          searchable
          data={data}
          value={chosen}
          onChange={(keys) => onChange(keys.join(',') || null)}
        />
      );
    case 'USER':
      return <UserPicker {...shared} value={value} onChange={onChange} />;
    case 'ACCOUNT':
      return <AccountPicker {...shared} value={value} onChange={onChange} />;
    case 'CONTACT':
      return <ContactPicker {...shared} value={value} onChange={onChange} />;
    case 'URL':
      return <TextInput {...shared} type="url" placeholder="https://" value={value ?? ''} onChange={typed} />;
    case 'EMAIL':
      return <TextInput {...shared} type="email" value={value ?? ''} onChange={typed} />;
    case 'PHONE':
      return <TextInput {...shared} type="tel" value={value ?? ''} onChange={typed} />;
    default:
      return <TextInput {...shared} value={value ?? ''} onChange={typed} />;
  }
}

function YesOrNo(props: Omit<Props, 'field' | 'description'> & { description?: string }) {
  const { t } = useTranslation('common');
  const data = [
    { value: 'true', label: t('filter.yes') },
    { value: 'false', label: t('filter.no') },
  ];
  return <Select {...props} clearable={!props.required} data={data} />;
}

type DecimalProps = Omit<Props, 'field' | 'description'> & {
  description?: string;
  type: 'NUMBER' | 'MONEY';
  unit?: string;
};

function Decimal({ type, unit, value, onChange, ...rest }: DecimalProps) {
  return (
    <NumberInput
      {...rest}
      hideControls
      thousandSeparator=" "
      decimalScale={decimalsOf(type)}
      rightSection={unit}
      rightSectionWidth={unit ? 52 : undefined}
      // Decimals stay text all the way: a float would lose cents of large sums.
      value={value ?? ''}
      onValueChange={({ value: text }) => onChange(text || null)}
    />
  );
}

function Amount(props: Omit<DecimalProps, 'type'>) {
  return <Decimal {...props} type="MONEY" unit={useWorkspace().baseCurrency} />;
}
