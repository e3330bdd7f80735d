import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  form: { getInputProps: (field: 'probability' | 'rottingDays') => object };
}

/** What only an open stage has. */
export function StageNumbers({ form }: Props) {
  const { t } = useTranslation(['settings', 'app']);
  return (
    <>
      <NumberInput
        label={t('app:field.probability')}
        suffix=" %"
        min={1}
        max={99}
        allowDecimal={false}
        {...form.getInputProps('probability')}
      />
      <NumberInput
        label={t('settings:stages.rotting')}
        min={1}
        max={3650}
        allowDecimal={false}
        {...form.getInputProps('rottingDays')}
      />
    </>
  );
}

/** Of a final stage the probability is its kind's. */
export function isProbability(kind: string, value: number | string): boolean {
  return kind !== 'OPEN' || (Number(value) >= 1 && Number(value) <= 99);
}
