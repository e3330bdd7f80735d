import { Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { DateInput } from '@/ui/DateInput';
import { UserPicker } from '@/ui/pickers';
import { StageSelect } from '../deals/StageSelect';
import { useCurrencyCodes } from '../deals/useCurrencyCodes';
import { CustomInputs } from '../fields/CustomInputs';
import type { Field } from '../fields/definitions';
import { MoreInputs } from '../fields/MoreInputs';
import type { FormStandards } from '../fields/standards';
import type { ConvertValues } from './convertForm';
import classes from './Leads.module.css';

interface Props {
  form: UseFormReturnType<ConvertValues>;
  fields: readonly Field[];
  standards: FormStandards;
}

/** The deal that the lead becomes. */
export function ConvertDeal({ form, fields, standards: { asked, missing } }: Props) {
  const { t } = useTranslation(['deals', 'app']);
  const currencies = useCurrencyCodes();
  const { deal } = form.values;
  const label = (field: string) => t(`app:field.${field}`);
  // The form knows the errors of custom fields under `deal.custom`, the inputs theirs under `custom`.
  const errors = Object.fromEntries(
    Object.entries(form.errors).map(([path, error]) => [path.replace(/^deal\./, ''), error]),
  );
  return (
    <fieldset className={classes.part}>
      <legend>{label('deal')}</legend>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={label('name')} required {...form.getInputProps('deal.name')} />
          <StageSelect
            label={t('deals:create.stage')}
            forCreate
            value={deal.stageId}
            onChange={(id) => form.setFieldValue('deal.stageId', id)}
            error={form.errors['deal.stageId'] as string | undefined}
          />
          <Group gap="xs" wrap="nowrap" align="flex-start">
            <NumberInput
              label={label('amount')}
              {...asked('amount')}
              flex={1}
              hideControls
              allowNegative={false}
              decimalScale={2}
              thousandSeparator=" "
              value={deal.amount}
              error={form.errors['deal.amount']}
              // Decimals stay text: a float would lose cents of large sums.
              onValueChange={({ value }) => form.setFieldValue('deal.amount', value)}
            />
            <Select
              label={label('currency')}
              w={100}
              searchable
              allowDeselect={false}
              data={currencies}
              {...form.getInputProps('deal.currency')}
            />
          </Group>
          <DateInput label={label('expectedCloseOn')} {...form.getInputProps('deal.expectedCloseOn')} />
          <UserPicker
            label={label('owner')}
            clearable={false}
            {...form.getInputProps('deal.ownerId')}
            value={deal.ownerId}
          />
        </SimpleGrid>
        <MoreInputs
          missing={missing}
          below="deal"
          values={deal.more}
          errors={form.errors}
          onChange={(name, value) => {
            form.setFieldValue(`deal.more.${name}`, value);
            form.clearFieldError(`deal.${name}`);
          }}
        />
        <CustomInputs
          fields={fields}
          values={deal.custom}
          errors={errors}
          onChange={(key, value) => form.setFieldValue(`deal.custom.${key}`, value)}
        />
      </Stack>
    </fieldset>
  );
}
