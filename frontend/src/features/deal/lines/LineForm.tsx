import { Button, NumberInput, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportUserErrors } from '@/app/errors';
import { Money } from '@/ui/Money';
import { amountsOf } from './amounts';
import classes from './Lines.module.css';
import { atField, blankLine, checks, figures, type LineValues, lineInput, withProduct } from './lineForm';
import type { LineActions } from './model';
import { ProductField } from './ProductField';

interface Props {
  currency: string;
  /** That of the line before: the next one has mostly the same. */
  taxPercent?: string;
  add: LineActions['add'];
}

const NUMBERS = [
  ['quantity', 4],
  ['unitPrice', 4],
  ['discountPercent', 2],
  ['taxPercent', 2],
] as const;

/** Room for one more line. Enter adds it, and the next one can be typed. */
export function LineForm({ currency, taxPercent, add }: Props) {
  const { t } = useTranslation(['lines', 'common', 'app']);
  const box = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const wrong = (check: (value: string) => string | null) => (value: unknown) => {
    const reason = check(String(value ?? ''));
    if (reason === null) return null;
    return reason === 'required' ? t('common:edit.required') : t(`lines:invalid.${reason}`);
  };
  const form = useForm<LineValues>({
    initialValues: blankLine(taxPercent),
    validate: {
      description: (value, { product }) => (value.trim() || product ? null : t('common:edit.required')),
      quantity: wrong(checks.quantity),
      unitPrice: wrong(checks.unitPrice),
      discountPercent: wrong(checks.discountPercent),
      taxPercent: wrong(checks.taxPercent),
    },
  });
  const { values } = form;
  const preview = amountsOf(figures(values));

  const submit = form.onSubmit(async (given) => {
    if (busy) return;
    setBusy(true);
    const result = await add(lineInput(given));
    setBusy(false);
    if (!result.ok) {
      reportUserErrors(result.errors.map(atField), form);
      return;
    }
    form.setValues(blankLine(given.taxPercent));
    form.clearErrors();
    box.current?.querySelector('input')?.focus();
  });

  return (
    <form ref={box} className={classes.form} aria-label={t('lines:add')} noValidate onSubmit={submit}>
      <div className={classes.what}>
        <ProductField
          text={values.description}
          product={values.product}
          currency={currency}
          error={form.errors.description}
          onText={(text) => form.setFieldValue('description', text)}
          onProduct={(product) => {
            form.setValues(withProduct(form.getValues(), product));
            form.clearErrors();
          }}
        />
      </div>
      {NUMBERS.map(([field, decimals]) => (
        <NumberInput
          key={field}
          label={t(`app:field.${field}`)}
          hideControls
          thousandSeparator=" "
          decimalScale={decimals}
          allowNegative={false}
          required={field === 'quantity' || field === 'unitPrice'}
          withAsterisk={false}
          value={values[field]}
          error={form.errors[field]}
          // Decimals stay text all the way: a float would lose cents of large sums.
          onValueChange={({ value }) => {
            if (value !== form.getValues()[field]) form.setFieldValue(field, value);
          }}
        />
      ))}
      <div className={classes.submit}>
        {preview && values.unitPrice !== '' && (
          <Text size="sm" c="dimmed" component="output" aria-label={t('app:field.lineTotal')}>
            = <Money amount={preview.total} currency={currency} />
          </Text>
        )}
        <Button type="submit" variant="light" loading={busy} leftSection={<IconPlus size={16} aria-hidden />}>
          {t('common:action.add')}
        </Button>
      </div>
    </form>
  );
}
