import { SegmentedControl, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useMediaQuery } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Duplicates_found$key } from '@/__generated__/Duplicates_found.graphql';
import { ContactPicker } from '@/ui/pickers';
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

const ONLY = ['contact'] as const;
const MODES = ['new', 'known', 'none'] as const;
const LABELS = { new: 'newContact', known: 'knownContact', none: 'noContact' } as const;

/** The person: one that is there, a new one, or nobody yet. */
export function ConvertContact({ form, found, standards: { asked, missing } }: Props) {
  const { t } = useTranslation(['leads', 'app']);
  const { contactMode } = form.values;
  const phone = useMediaQuery('(max-width: 36em)');
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <fieldset className={classes.part}>
      <legend>{label('contact')}</legend>
      <Stack gap="sm">
        <SegmentedControl
          aria-label={label('contact')}
          // Three labels do not fit beside each other there.
          orientation={phone ? 'vertical' : 'horizontal'}
          value={contactMode}
          onChange={(next) => form.setFieldValue('contactMode', MODES.find((mode) => mode === next) ?? 'new')}
          data={MODES.map((value) => ({ value, label: t(`leads:convert.${LABELS[value]}`) }))}
        />
        {contactMode === 'known' && (
          <ContactPicker label={label('contact')} required {...pickerProps(form, 'contactId')} />
        )}
        {contactMode === 'new' && (
          <>
            <Duplicates
              found={found}
              kinds={ONLY}
              onUse={(_, id) => form.setValues({ contactMode: 'known', contactId: id })}
            />
            <SimpleGrid cols={{ base: 1, xs: 3 }} spacing="sm">
              <TextInput
                label={label('firstName')}
                {...asked('firstName')}
                {...form.getInputProps('newContact.firstName')}
              />
              <TextInput label={label('lastName')} required {...form.getInputProps('newContact.lastName')} />
              <TextInput
                label={label('jobTitle')}
                {...asked('jobTitle')}
                {...form.getInputProps('newContact.jobTitle')}
              />
              <TextInput
                label={label('email')}
                type="email"
                {...asked('emails')}
                {...form.getInputProps('newContact.emails')}
              />
              <TextInput
                label={label('phone')}
                type="tel"
                {...asked('phones')}
                {...form.getInputProps('newContact.phones')}
              />
            </SimpleGrid>
            <MoreInputs
              missing={missing}
              below="newContact"
              values={form.values.newContact.more}
              errors={form.errors}
              onChange={(name, value) => {
                form.setFieldValue(`newContact.more.${name}`, value);
                form.clearFieldError(`newContact.${name}`);
              }}
            />
          </>
        )}
      </Stack>
    </fieldset>
  );
}
