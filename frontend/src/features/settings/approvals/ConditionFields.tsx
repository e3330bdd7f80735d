import { Fieldset, MultiSelect, NumberInput, SimpleGrid, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import { FilterBar, type FilterField } from '@/ui/FilterBar';
import { usePipelines } from '../../deals/StageSelect';
import { hasMargin, type PolicyValues } from './form';
import own from './Policies.module.css';

interface Props {
  form: UseFormReturnType<PolicyValues>;
  /** The company's own fields of a deal. */
  fields: FilterField[];
}

/** When approval is needed: all that is filled in must hold, and nothing filled in means always. */
export function ConditionFields({ form, fields }: Props) {
  const { t } = useTranslation(['approvals', 'app']);
  const { baseCurrency } = useWorkspace();
  const pipelines = usePipelines();
  const number = (field: 'amountAtLeast' | 'discountAtLeast' | 'marginBelow', unit: string) => ({
    hideControls: true,
    thousandSeparator: ' ',
    decimalScale: 2,
    allowNegative: field === 'marginBelow',
    rightSection: unit,
    rightSectionWidth: 52,
    value: form.values[field],
    error: form.errors[field],
    // Decimals stay text all the way: a float would lose cents of large sums.
    onValueChange: ({ value }: { value: string }) => form.setFieldValue(field, value),
  });
  return (
    <Fieldset legend={t('approvals:form.when')} classNames={{ legend: own.legend }}>
      <Text size="xs" c="dimmed" mb="xs">
        {t('approvals:form.whenHint')}
      </Text>
      <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
        <NumberInput label={t('approvals:form.amount')} {...number('amountAtLeast', baseCurrency)} />
        <NumberInput label={t('approvals:form.discount')} {...number('discountAtLeast', '%')} />
        {hasMargin(form.values.subject) && (
          <NumberInput label={t('approvals:form.margin')} {...number('marginBelow', '%')} />
        )}
      </SimpleGrid>
      <MultiSelect
        mt="sm"
        label={t('approvals:form.pipelines')}
        placeholder={form.values.pipelineIds.length === 0 ? t('approvals:form.allPipelines') : undefined}
        clearable
        searchable
        data={pipelines
          .filter(({ id, archived }) => !archived || form.values.pipelineIds.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('pipelineIds')}
      />
      {fields.length > 0 && (
        <div className={own.custom}>
          <Text size="sm" fw={600} mt="sm" mb={4}>
            {t('approvals:form.custom')}
          </Text>
          <FilterBar
            fields={fields}
            value={form.values.custom}
            onChange={(custom) => form.setFieldValue('custom', custom)}
          />
          {form.errors.custom && (
            <Text size="xs" c="red">
              {form.errors.custom}
            </Text>
          )}
        </div>
      )}
    </Fieldset>
  );
}
