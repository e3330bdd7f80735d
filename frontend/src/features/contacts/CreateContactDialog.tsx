import { Alert, SimpleGrid, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateContactDialogMutation } from '@/__generated__/CreateContactDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { AccountPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { useFormStandards } from '../fields/standards';
import { toInputs } from '../fields/values';
import { pickerProps } from '../records/pickerProps';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';
import { isEmail, LanguageSelect } from './parts';
import { useSimilar } from './useSimilar';

interface Props {
  accountId?: string;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** All a contact can be asked for. */
const INPUTS = [
  'firstName',
  'lastName',
  'accountId',
  'jobTitle',
  'department',
  'emails',
  'phones',
  'language',
  'sourceId',
  'description',
];

export function CreateContactDialog({ accountId, onClose, onCreated }: Props) {
  const { t } = useTranslation(['contacts', 'app', 'common']);
  const viewer = useViewer();
  const [create] = useAction<CreateContactDialogMutation>(graphql`
    mutation CreateContactDialogMutation($input: CreateContactInput!) {
      createContact(input: $input) {
        contact {
          id
          version
          ...ContactCells_contact
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const fields = useFields('CONTACT');
  const { rules, asked } = useFormStandards('CONTACT', INPUTS);
  const form = useForm({
    initialValues: {
      firstName: '',
      lastName: '',
      jobTitle: '',
      department: '',
      description: '',
      emails: [] as string[],
      phones: [] as string[],
      language: null as string | null,
      accountId: (accountId ?? null) as string | null,
      sourceId: null as string | null,
      ownerId: viewer.id as string | null,
      custom: defaultsOf(fields),
    },
    validate: {
      ...rules,
      custom: requiredRules(fields, t('common:edit.required')),
      lastName: (value) => (value.trim() ? null : t('common:edit.required')),
      emails: (values) =>
        values.every(isEmail) ? (rules.emails?.(values) ?? null) : t('contacts:invalid.email'),
    },
  });
  const similar = useSimilar(`${form.values.firstName} ${form.values.lastName}`);

  return (
    <RecordDialog
      title={t('contacts:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await create(
          {
            input: {
              ...values,
              custom: toInputs(fields, values.custom),
              firstName: values.firstName.trim(),
              lastName: values.lastName.trim(),
              jobTitle: values.jobTitle.trim() || null,
              department: values.department.trim() || null,
              description: values.description.trim() || null,
              ownerId: values.ownerId ?? undefined,
            },
          },
          { onRefused: () => undefined },
        );
        const id = result.ok ? result.data.createContact.contact?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('app:field.firstName')}
          data-autofocus
          {...asked('firstName')}
          {...form.getInputProps('firstName')}
        />
        <TextInput
          label={t('app:field.lastName')}
          {...asked('lastName')}
          required
          {...form.getInputProps('lastName')}
        />
      </SimpleGrid>
      {similar.length > 0 && (
        <Alert color="amber" title={t('contacts:similar')} role="status" className={classes.hints}>
          {similar.map(({ id, name, account }) => (
            <div key={id}>
              <RecordLink kind="contact" id={id}>
                {name}
              </RecordLink>
              {account && ` · ${account.name}`}
            </div>
          ))}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <AccountPicker
          label={t('app:field.account')}
          {...asked('accountId')}
          {...pickerProps(form, 'accountId')}
        />
        <TextInput
          label={t('app:field.jobTitle')}
          {...asked('jobTitle')}
          {...form.getInputProps('jobTitle')}
        />
        <TagsInput
          label={t('app:field.emails')}
          description={t('contacts:listHint')}
          acceptValueOnBlur
          {...asked('emails')}
          {...form.getInputProps('emails')}
        />
        <TagsInput
          label={t('app:field.phones')}
          description={t('contacts:listHint')}
          acceptValueOnBlur
          {...asked('phones')}
          {...form.getInputProps('phones')}
        />
        <TextInput
          label={t('app:field.department')}
          {...asked('department')}
          {...form.getInputProps('department')}
        />
        <LanguageSelect
          label={t('app:field.language')}
          {...asked('language')}
          {...form.getInputProps('language')}
        />
        <UserPicker label={t('app:field.owner')} {...pickerProps(form, 'ownerId')} />
        <LookupPicker
          kind="SOURCE"
          label={t('app:field.source')}
          {...asked('sourceId')}
          {...pickerProps(form, 'sourceId')}
        />
      </SimpleGrid>
      <Textarea
        label={t('app:field.description')}
        autosize
        minRows={2}
        maxRows={8}
        {...asked('description')}
        {...form.getInputProps('description')}
      />
      <CustomInputs
        fields={fields}
        values={form.values.custom}
        errors={form.errors}
        onChange={(key, value) => form.setFieldValue(`custom.${key}`, value)}
      />
    </RecordDialog>
  );
}
