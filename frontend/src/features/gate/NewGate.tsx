import { Alert, List, Text, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import type { Requirement } from './asking';
import { GateFields } from './GateFields';
import { useNeedLabel } from './useNeedLabel';
import type { GateValues, Known } from './values';

/** What the stage of a deal that is to be made asks for. */
export interface Unmet {
  stage: string;
  missing: readonly Requirement[];
  canOverride: boolean;
}

interface Props {
  unmet: Unmet;
  /** Those of them that are filled in here: the rest is named. */
  asked: readonly Requirement[];
  hint: string;
  form: UseFormReturnType<GateValues>;
  currency: string;
  accountId: string | null;
  known: Known;
}

/** In a form for a new deal: what its stage asks for, with inputs for what the form does not have otherwise. */
export function NewGate({ unmet, asked, hint, form, currency, accountId, known }: Props) {
  const { t } = useTranslation('gate');
  const { baseCurrency } = useWorkspace();
  const needLabel = useNeedLabel();
  const { stage, missing, canOverride } = unmet;
  const others = missing.filter((one) => !asked.includes(one));
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed may be a screen away. What is marked as wrong comes into sight after it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs again for each refusal.
  useEffect(() => box.current?.scrollIntoView?.({ block: 'nearest' }), [unmet]);
  return (
    <>
      <Alert ref={box} color="amber" role="alert" title={t('asksMore', { stage })}>
        <Text size="sm">{hint}</Text>
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
        currency={currency}
        baseCurrency={baseCurrency}
        accountId={accountId}
        known={known}
      />
      {canOverride && (
        <Textarea
          label={t('override')}
          description={t('overrideHint')}
          autosize
          minRows={1}
          maxRows={6}
          {...form.getInputProps('overrideReason')}
        />
      )}
    </>
  );
}
