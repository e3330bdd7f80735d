import { NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { FormErrors } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { AccountPicker, LookupPicker } from '@/ui/pickers';
import { inputOf, type MoreValues, type Standard } from './standards';

const LONG = new Set(['address', 'customerNeeds', 'description', 'proposedSolution', 'tactics']);
const NUMBERS = new Set(['annualRevenue', 'budget', 'employees', 'foundedYear']);
const WHOLE = new Set(['employees', 'foundedYear']);

interface Props {
  /** What must be filled in and stands nowhere else in the form. */
  missing: readonly Standard[];
  values: MoreValues;
  /** Those of the form. */
  errors: FormErrors;
  /** Where the form keeps the values. */
  below?: string;
  onChange: (name: string, value: string | null) => void;
}

/** Inputs for fields that the company's standards ask for and a form does not have otherwise. */
export function MoreInputs({ missing, values, errors, below = 'more', onChange }: Props) {
  if (missing.length === 0) return null;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
      {missing.map((standard) => {
        const name = inputOf(standard.field);
        return (
          <div key={name} style={LONG.has(name) ? { gridColumn: '1 / -1' } : undefined}>
            <MoreInput
              standard={standard}
              value={values[name] ?? null}
              error={errors[`${below}.${name}`]}
              onChange={(value) => onChange(name, value)}
            />
          </div>
        );
      })}
    </SimpleGrid>
  );
}

interface InputProps {
  standard: Standard;
  value: string | null;
  error: FormErrors[string];
  onChange: (value: string | null) => void;
}

function MoreInput({ standard: { field, patternHint }, value, error, onChange }: InputProps) {
  const { t } = useTranslation('app');
  const shared = { label: t(`field.${field}`), description: patternHint ?? undefined, required: true, error };
  const picker = { ...shared, value, onChange };
  if (field === 'industry') return <LookupPicker kind="INDUSTRY" {...picker} />;
  if (field === 'source') return <LookupPicker kind="SOURCE" {...picker} />;
  if (field === 'parent') return <AccountPicker {...picker} />;
  if (NUMBERS.has(field)) {
    return (
      <NumberInput
        {...shared}
        hideControls
        allowNegative={false}
        decimalScale={WHOLE.has(field) ? 0 : 2}
        thousandSeparator={field === 'foundedYear' ? undefined : ' '}
        value={value ?? ''}
        // Decimals stay text: a float would lose cents of large sums.
        onValueChange={({ value: text }) => onChange(text || null)}
      />
    );
  }
  const text = {
    ...shared,
    value: value ?? '',
    onChange: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value || null),
  };
  return LONG.has(field) ? <Textarea {...text} autosize minRows={2} maxRows={8} /> : <TextInput {...text} />;
}
