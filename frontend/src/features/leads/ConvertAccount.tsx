import { SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { Duplicates_found$key } from '@/__generated__/Duplicates_found.graphql';
import { AccountPicker } from '@/ui/pickers';
import { MoreInputs } from '../fields/MoreInputs';
import type { FormStandards } from '../fields/standards';
import { pickerProps } from '../records/pickerProps';
import type { ConvertValues } from './convertForm';
import { Duplicates } from './Duplicates';
import classes from './Leads.module.css';

interface Props {
  form: UseFormReturnType<ConvertValues>;
  found: Duplicates_found$key;
  standards: FormStandards;
}

const ONLY = ['account'] as const;

/** The company: one that is there, or a new one. */
export function ConvertAccount({ form, found, standards: { asked, missing } }: Props) {
  const { t } = useTranslation(['leads', 'app']);
  const { accountMode } = form.values;
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <fieldset className={classes.part}>
      <legend>{label('account')}</legend>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={label('account')}
          value={accountMode}
          onChange={(next) => form.setFieldValue('accountMode', next === 'known' ? 'known' : 'new')}
          data={[
            { value: 'new', label: t('leads:convert.newAccount') },
            { value: 'known', label: t('leads:convert.knownAccount') },
          ]}
        />
        {accountMode === 'known' ? (
          <AccountPicker label={label('account')} required {...pickerProps(form, 'accountId')} />
        ) : (
          <>
            <Duplicates
              found={found}
              kinds={ONLY}
              onUse={(_, id) => form.setValues({ accountMode: 'known', accountId: id })}
            />
            <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
              <TextInput label={label('name')} required {...form.getInputProps('newAccount.name')} />
              <TextInput
                label={label('website')}
                type="url"
                {...asked('website')}
                {...form.getInputProps('newAccount.website')}
              />
              <TextInput
                label={label('phone')}
                type="tel"
                {...asked('phone')}
                {...form.getInputProps('newAccount.phone')}
              />
            </SimpleGrid>
            <MoreInputs
              missing={missing}
              below="newAccount"
              values={form.values.newAccount.more}
              errors={form.errors}
              onChange={(name, value) => {
                form.setFieldValue(`newAccount.more.${name}`, value);
                form.clearFieldError(`newAccount.${name}`);
              }}
            />
          </>
        )}
      </Stack>
    </fieldset>
  );
}
