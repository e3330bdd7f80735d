import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { NewGate, type Unmet } from '../gate/NewGate';
import { askedFor, type GateValues, type Known } from '../gate/values';
import { type ConvertValues, extra } from './convertForm';

interface Props {
  unmet: Unmet;
  values: ConvertValues;
  form: UseFormReturnType<GateValues>;
  known: Known;
}

/** What the deal's stage asks for: fields that can be filled in here, and the rest by name. */
export function ConvertGate({ unmet, values, form, known }: Props) {
  const { t } = useTranslation('leads');
  return (
    <NewGate
      unmet={unmet}
      asked={extra(unmet.missing, values.accountMode).filter((one) => askedFor(one))}
      hint={t('convert.gateHint')}
      form={form}
      currency={values.deal.currency}
      // The account is chosen above, or made in the same step.
      accountId={values.accountId ?? 'new'}
      known={known}
    />
  );
}
