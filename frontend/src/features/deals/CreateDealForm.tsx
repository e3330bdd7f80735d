import { Group, NumberInput, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateDealFormAccountMutation } from '@/__generated__/CreateDealFormAccountMutation.graphql';
import type { CreateDealFormFillMutation } from '@/__generated__/CreateDealFormFillMutation.graphql';
import type { CreateDealFormMutation } from '@/__generated__/CreateDealFormMutation.graphql';
import { type UserErrorLike, userErrorText } from '@/app/errors';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { useWorkspace } from '@/app/workspace';
import { DateInput } from '@/ui/DateInput';
import type { SaveResult } from '@/ui/InlineEdit';
import { ContactPicker, LookupPicker, UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { MoreInputs } from '../fields/MoreInputs';
import { atMore, inputOf, moreInput, moreRules, useFormStandards } from '../fields/standards';
import { toInputs } from '../fields/values';
import { unmetGate } from '../gate/asking';
import { NewGate, type Unmet } from '../gate/NewGate';
import { emptyValues, type GateValues, withAsked } from '../gate/values';
import { AccountField } from './AccountField';
import type { CreateDealDialogProps } from './CreateDealDialog';
import {
  accountErrors,
  atNewAccount,
  type CreateValues,
  initialValues,
  isNameless,
  newAccountMoreRules,
  newAccountRules,
  toInput,
} from './createForm';
import { atGate, emptyInputs, gateParts, places } from './createGate';
import { StageSelect, usePipelines } from './StageSelect';
import { useCurrencyCodes } from './useCurrencyCodes';

/** Inputs that a standard can ask for. The account and the source may follow from others: the server says what lacks then. */
const INPUTS = ['name', 'accountId', 'primaryContactId', 'amount', 'nextStep', 'sourceId', 'description'];

export function CreateDealForm({ stageId, accountId, contactId, onClose, onCreated }: CreateDealDialogProps) {
  const { t } = useTranslation(['deals', 'gate']);
  const viewer = useViewer();
  const workspace = useWorkspace();
  const pipelines = usePipelines();
  const currencies = useCurrencyCodes();
  const fields = useFields('DEAL');
  const everyAccountField = useFields('ACCOUNT');
  const accountFields = useMemo(
    () => everyAccountField.filter(({ required }) => required),
    [everyAccountField],
  );
  const { rules, asked, missing } = useFormStandards('DEAL', INPUTS);
  const ofAccount = useFormStandards('ACCOUNT', ['name']).missing;
  const form = useForm<CreateValues>({
    initialValues: initialValues({
      workspace,
      pipelines,
      viewerId: viewer.id,
      stageId,
      accountId,
      contactId,
      custom: defaultsOf(fields),
      accountCustom: defaultsOf(accountFields),
    }),
    validate: {
      primaryContactId: rules.primaryContactId,
      amount: rules.amount,
      nextStep: rules.nextStep,
      description: rules.description,
      more: moreRules(missing, t),
      accountMore: newAccountMoreRules(ofAccount, t('common:edit.required')),
      name: (_, values) => (isNameless(values) ? t('create.nameMissing') : null),
      custom: requiredRules(fields, t('common:edit.required')),
      accountCustom: newAccountRules(accountFields, t('common:edit.required')),
    },
  });
  const [unmet, setUnmet] = useState<Unmet>();
  const gate = useForm<GateValues>({ initialValues: emptyValues([]) });
  const known = { DEAL: fields, ACCOUNT: everyAccountField };
  const placesOf = (needs: Unmet['missing']) =>
    places(
      needs,
      INPUTS,
      missing.map((one) => inputOf(one.field)),
    );
  const ownOf = (needs: Unmet['missing']) =>
    placesOf(needs)
      .filter(({ own }) => own)
      .map(({ requirement }) => requirement);
  // An account made by an attempt that was then refused is not made twice.
  const made = useRef<{ name: string; id: string }>(undefined);

  const [createAccount] = useAction<CreateDealFormAccountMutation>(graphql`
    mutation CreateDealFormAccountMutation($input: CreateAccountInput!) {
      createAccount(input: $input) {
        account {
          id
          version
          name
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [createDeal] = useAction<CreateDealFormMutation>(graphql`
    mutation CreateDealFormMutation($input: CreateDealInput!) {
      createDeal(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const accountOf = async ({ accountId: choice, ownerId, accountCustom, accountMore }: CreateValues) => {
    const { newName } = choice;
    if (newName === null) return { id: choice.id };
    if (made.current?.name === newName) return { id: made.current.id };
    const custom = toInputs(accountFields, accountCustom);
    const result = await createAccount(
      {
        input: {
          name: newName,
          ownerId,
          ...(custom.length > 0 && { custom }),
          ...moreInput(ofAccount, accountMore),
        },
      },
      { onRefused: () => undefined },
    );
    if (!result.ok) return { errors: result.errors.map((error) => atNewAccount(error, ofAccount)) };
    const id = result.data.createAccount.account?.id ?? null;
    if (id) made.current = { name: newName, id };
    return { id };
  };

  const [fillAccount] = useAction<CreateDealFormFillMutation>(graphql`
    mutation CreateDealFormFillMutation($input: UpdateAccountInput!) {
      updateAccount(input: $input) {
        account {
          id
          version
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Refusals of what the gate asked for, at its inputs; what is about others is given back. */
  const atInputs = (errors: readonly UserErrorLike[], group: 'fields' | 'account') =>
    errors.filter((error) => {
      const path = atGate(error, gate.getValues(), group);
      if (path) gate.setFieldError(path, userErrorText(error));
      return !path;
    });

  const onSubmit = async (values: CreateValues): Promise<SaveResult> => {
    const account = await accountOf(values);
    if (account.errors) return { ok: false, errors: account.errors };
    const parts = gateParts(gate.getValues(), unmet, account.id, known);
    if (parts.account) {
      const filled = await fillAccount({ input: parts.account }, { onRefused: () => undefined });
      if (!filled.ok) return { ok: false, errors: atInputs(filled.errors, 'account') };
    }
    const result = await createDeal(
      { input: { ...toInput(values, account.id, fields, missing), ...parts.deal } },
      { onRefused: () => undefined },
    );
    if (!result.ok) return { ok: false, errors: refused(result.errors) };
    const id = result.data.createDeal.deal?.id;
    if (id) onCreated?.(id);
    return { ok: true };
  };

  const refused = (errors: readonly UserErrorLike[]) => {
    const stopped = unmetGate(errors);
    const others = atInputs(errors, 'fields').filter((error) => error !== stopped);
    if (!stopped?.missing) return others.map((error) => atMore(error, missing));
    const { stage, missing: needs, viewerCanOverride: canOverride = false } = stopped;
    setUnmet({ stage: stage?.name ?? '', missing: needs, canOverride });
    gate.setValues(withAsked(gate.getValues(), ownOf(needs)));
    return [...others, ...emptyInputs(placesOf(needs), t('common:edit.required'))];
  };

  const field = (name: string) => t(`app:field.${name}`);
  return (
    <RecordDialog
      title={t('create.title')}
      form={form}
      submitLabel={t('create.submit')}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextInput
        label={field('name')}
        description={t('create.nameHint')}
        data-autofocus
        {...form.getInputProps('name')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <AccountField
          label={field('account')}
          {...asked('accountId')}
          value={form.values.accountId}
          error={form.errors.accountId}
          onChange={(choice) => {
            form.setFieldValue('accountId', choice);
            form.clearFieldError('name');
            // People of another account are no longer on offer.
            if (choice.id !== form.values.accountId.id) form.setFieldValue('primaryContactId', null);
          }}
        />
        <ContactPicker
          label={field('primaryContact')}
          {...asked('primaryContactId')}
          accountId={form.values.accountId.id}
          {...form.getInputProps('primaryContactId')}
          value={form.values.primaryContactId}
        />
      </SimpleGrid>
      {form.values.accountId.newName !== null && (
        <CustomInputs
          fields={accountFields}
          values={form.values.accountCustom}
          errors={accountErrors(accountFields, form.errors)}
          onChange={(key, value) => form.setFieldValue(`accountCustom.${key}`, value)}
        />
      )}
      {form.values.accountId.newName !== null && (
        <MoreInputs
          missing={ofAccount}
          below="accountMore"
          values={form.values.accountMore}
          errors={form.errors}
          onChange={(name, value) => form.setFieldValue(`accountMore.${name}`, value)}
        />
      )}
      <StageSelect
        label={t('create.stage')}
        forCreate
        value={form.values.stageId}
        onChange={(id) => {
          form.setFieldValue('stageId', id);
          setUnmet(undefined);
        }}
        error={form.errors.stageId as string | undefined}
      />
      {unmet && (
        <NewGate
          unmet={unmet}
          asked={ownOf(unmet.missing)}
          hint={t('gate:asksMoreHint')}
          form={gate}
          currency={form.values.currency}
          accountId={form.values.accountId.id ?? made.current?.id ?? null}
          known={known}
        />
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Group gap="xs" wrap="nowrap" align="flex-start">
          <NumberInput
            label={field('amount')}
            {...asked('amount')}
            flex={1}
            hideControls
            allowNegative={false}
            decimalScale={2}
            thousandSeparator=" "
            value={form.values.amount}
            error={form.errors.amount}
            // Decimals stay text: a float would lose cents of large sums.
            onValueChange={({ value }) => form.setFieldValue('amount', value)}
          />
          <Select
            label={field('currency')}
            w={100}
            searchable
            allowDeselect={false}
            data={currencies}
            {...form.getInputProps('currency')}
          />
        </Group>
        <DateInput label={field('expectedCloseOn')} {...form.getInputProps('expectedCloseOn')} />
        <UserPicker
          label={field('owner')}
          clearable={false}
          {...form.getInputProps('ownerId')}
          value={form.values.ownerId}
        />
        <LookupPicker
          kind="SOURCE"
          label={field('source')}
          {...asked('sourceId')}
          {...form.getInputProps('sourceId')}
          value={form.values.sourceId}
        />
      </SimpleGrid>
      <TextInput label={field('nextStep')} {...asked('nextStep')} {...form.getInputProps('nextStep')} />
      <Textarea
        label={field('description')}
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
