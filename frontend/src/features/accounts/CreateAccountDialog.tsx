import { Alert, NumberInput, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { CreateAccountDialogMutation } from '@/__generated__/CreateAccountDialogMutation.graphql';
import type { CreateAccountDialogSimilarQuery } from '@/__generated__/CreateAccountDialogSimilarQuery.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { AccountPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { websiteText } from '@/ui/website';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { MoreInputs } from '../fields/MoreInputs';
import { atMore, type MoreValues, moreInput, moreRules, useFormStandards } from '../fields/standards';
import { toInputs } from '../fields/values';
import { pickerProps } from '../records/pickerProps';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';

interface Props {
  parentId?: string;
  onClose: () => void;
  onCreated: (id: string) => void;
}

type Similar = CreateAccountDialogSimilarQuery['response']['accounts']['nodes'];

/** Accounts of a like name, so that nobody makes the same company twice. */
function useSimilar(name: string): Similar {
  const environment = useRelayEnvironment();
  const [wanted] = useDebouncedValue(name.trim(), 300);
  const [found, setFound] = useState<Similar>([]);
  useEffect(() => {
    if (wanted.length < 3) {
      setFound([]);
      return;
    }
    const request = fetchQuery<CreateAccountDialogSimilarQuery>(
      environment,
      graphql`
        query CreateAccountDialogSimilarQuery($search: String!) {
          accounts(search: $search, first: 3) {
            nodes {
              id
              name
              website
              archived
            }
          }
        }
      `,
      { search: wanted },
    ).subscribe({
      next: (data) => setFound(data.accounts.nodes),
      // Only a hint: creating works without it.
      error: () => setFound([]),
    });
    return () => request.unsubscribe();
  }, [environment, wanted]);
  return found;
}

const INPUTS = [
  'name',
  'website',
  'phone',
  'address',
  'description',
  'employees',
  'industryId',
  'sourceId',
  'parentId',
];

function orNull(text: string): string | null {
  return text.trim() || null;
}

export function CreateAccountDialog({ parentId, onClose, onCreated }: Props) {
  const { t } = useTranslation(['accounts', 'app', 'common']);
  const viewer = useViewer();
  const [create] = useAction<CreateAccountDialogMutation>(graphql`
    mutation CreateAccountDialogMutation($input: CreateAccountInput!) {
      createAccount(input: $input) {
        account {
          id
          version
          name
          ...AccountCells_account
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const fields = useFields('ACCOUNT');
  const { rules, asked, missing } = useFormStandards('ACCOUNT', INPUTS);
  const form = useForm({
    initialValues: {
      name: '',
      website: '',
      phone: '',
      address: '',
      description: '',
      employees: '' as string | number,
      industryId: null as string | null,
      sourceId: null as string | null,
      ownerId: viewer.id as string | null,
      parentId: (parentId ?? null) as string | null,
      custom: defaultsOf(fields),
      more: {} as MoreValues,
    },
    validate: {
      ...rules,
      more: moreRules(missing, t),
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      custom: requiredRules(fields, t('common:edit.required')),
    },
  });
  const similar = useSimilar(form.values.name);

  return (
    <RecordDialog
      title={t('accounts:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await create(
          {
            input: {
              name: values.name.trim(),
              website: orNull(values.website),
              phone: orNull(values.phone),
              address: orNull(values.address),
              description: orNull(values.description),
              employees: values.employees === '' ? null : Number(values.employees),
              industryId: values.industryId,
              sourceId: values.sourceId,
              ownerId: values.ownerId ?? undefined,
              parentId: values.parentId,
              custom: toInputs(fields, values.custom),
              ...moreInput(missing, values.more),
            },
          },
          { onRefused: () => undefined },
        );
        const id = result.ok ? result.data.createAccount.account?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result.ok
          ? result
          : { ok: false, errors: result.errors.map((error) => atMore(error, missing)) };
      }}
    >
      <TextInput
        label={t('app:field.name')}
        data-autofocus
        {...asked('name')}
        required
        {...form.getInputProps('name')}
      />
      {similar.length > 0 && (
        <Alert color="amber" title={t('accounts:similar.title')} role="status" className={classes.hints}>
          {similar.map(({ id, name, website, archived }) => (
            <div key={id}>
              <RecordLink kind="account" id={id}>
                {name}
              </RecordLink>
              {website && ` · ${websiteText(website)}`}
              {archived && ` · ${t('accounts:archived')}`}
            </div>
          ))}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <TextInput
          label={t('app:field.website')}
          type="url"
          {...asked('website')}
          {...form.getInputProps('website')}
        />
        <TextInput
          label={t('app:field.phone')}
          type="tel"
          {...asked('phone')}
          {...form.getInputProps('phone')}
        />
        <LookupPicker
          kind="INDUSTRY"
          label={t('app:field.industry')}
          {...asked('industryId')}
          {...pickerProps(form, 'industryId')}
        />
        <LookupPicker
          kind="SOURCE"
          label={t('app:field.source')}
          {...asked('sourceId')}
          {...pickerProps(form, 'sourceId')}
        />
        <UserPicker label={t('app:field.owner')} {...pickerProps(form, 'ownerId')} />
        <AccountPicker
          label={t('app:field.parent')}
          {...asked('parentId')}
          {...pickerProps(form, 'parentId')}
        />
        <NumberInput
          label={t('app:field.employees')}
          min={0}
          allowDecimal={false}
          hideControls
          thousandSeparator=" "
          {...asked('employees')}
          {...form.getInputProps('employees')}
        />
        <TextInput label={t('app:field.address')} {...asked('address')} {...form.getInputProps('address')} />
      </SimpleGrid>
      <Textarea
        label={t('app:field.description')}
        autosize
        minRows={2}
        maxRows={8}
        {...asked('description')}
        {...form.getInputProps('description')}
      />
      <MoreInputs
        missing={missing}
        values={form.values.more}
        errors={form.errors}
        onChange={(name, value) => form.setFieldValue(`more.${name}`, value)}
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
