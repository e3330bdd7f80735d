import { Alert, List, Text, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import type { Requirement } from '../gate/asking';
import { GateFields } from '../gate/GateFields';
import { useNeedLabel } from '../gate/useNeedLabel';
import { askedFor, type GateValues, type Known } from '../gate/values';
import { type ConvertValues, extra } from './convertForm';

export interface Unmet {
  stage: string;
  missing: readonly Requirement[];
  canOverride: boolean;
}

interface Props {
  unmet: Unmet;
  values: ConvertValues;
  form: UseFormReturnType<GateValues>;
  known: Known;
}

/** What the deal's stage asks for: fields that can be filled in here, and the rest by name. */
export function ConvertGate({ unmet, values, form, known }: Props) {
  const { t } = useTranslation(['gate', 'leads']);
  const { baseCurrency } = useWorkspace();
  const needLabel = useNeedLabel();
  const { stage, missing, canOverride } = unmet;
  const asked = extra(missing, values.accountMode).filter((one) => askedFor(one));
  const others = missing.filter((one) => !asked.includes(one));
  return (
    <>
      <Alert color="amber" role="alert" title={t('leads:convert.gate', { stage })}>
        <Text size="sm">{t('leads:convert.gateHint')}</Text>
        {others.length > 0 && (
          <List size="sm" mt={4}>
            {others.map(({ kind, key, label }) => (
              <List.Item key={key}>{needLabel(kind, key, label)}</List.Item>
            ))}
          </List>
        )}
      </Alert>
      <GateFields
        missing={asked}
        form={form}
        currency={values.deal.currency}
        baseCurrency={baseCurrency}
        // The account is chosen above, or made in the same step.
        accountId={values.accountId ?? 'new'}
        known={known}
      />
      {canOverride && (
        <Textarea
          label={t('gate:override')}
          description={t('gate:overrideHint')}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('overrideReason')}
        />
      )}
    </>
  );
}
