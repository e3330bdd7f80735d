import {
  Alert,
  Button,
  Input,
  SegmentedControl,
  Select,
  SimpleGrid,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AsyncSelect } from '@/ui/AsyncSelect';
import { DateInput } from '@/ui/DateInput';
import type { SaveResult } from '@/ui/InlineEdit';
import { LookupPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { isEmail } from '../../contacts/parts';
import { useSimilar } from '../../contacts/useSimilar';
import { pickerProps } from '../../records/pickerProps';
import { addInput, atFields, blankForm } from './addForm';
import { contactChoice, newNameOf } from './contactChoice';
import { type Deal, INFLUENCES, LOYALTIES, SIDES, useWords } from './model';
import type { StakeholderActions } from './useStakeholders';

interface Props {
  deal: Deal;
  /** The part the new one is to play. */
  roleId: string | undefined;
  add: StakeholderActions['add'];
  onClose: () => void;
}

const optional = (value: string, wrong: string) => (value.trim() === '' || isEmail(value) ? null : wrong);

/** Somebody who takes part in the decision: a contact that is there, or one made in the same step. */
export function AddStakeholderDialog({ deal, roleId, add, onClose }: Props) {
  const { t } = useTranslation(['stakeholders', 'contacts', 'app', 'common']);
  const words = useWords();
  const form = useForm({
    initialValues: blankForm(roleId),
    validate: {
      contactId: (value, { mode }) => (mode === 'new' || value ? null : t('stakeholders:form.choose')),
      newContact: {
        lastName: (value, { mode }) => (mode === 'known' || value.trim() ? null : t('common:edit.required')),
        emails: (value, { mode }) => (mode === 'known' ? null : optional(value, t('contacts:invalid.email'))),
      },
    },
  });
  const { mode } = form.values;
  const present = deal.stakeholders.nodes.map(({ contact }) => contact.id).join();
  const offer = useMemo(
    () =>
      contactChoice(deal.account?.id, present.split(','), (name) => t('stakeholders:form.create', { name })),
    [deal.account?.id, present, t],
  );
  const { firstName, lastName } = form.values.newContact;
  const similar = useSimilar(mode === 'new' ? `${firstName} ${lastName}` : '').filter(
    ({ id }) => !present.split(',').includes(id),
  );
  const label = (field: string) => t(`app:field.${field}`);
  const contact = pickerProps(form, 'contactId');

  return (
    <RecordDialog
      title={t('stakeholders:add')}
      form={form}
      submitLabel={t('common:action.add')}
      onClose={onClose}
      onSubmit={async (values): Promise<SaveResult> => {
        const result = await add(addInput(deal.id, values));
        return result.ok ? result : { ok: false, errors: result.errors.map(atFields) };
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={t('stakeholders:form.who')}
        value={mode}
        onChange={(next) => form.setFieldValue('mode', next === 'new' ? 'new' : 'known')}
        data={[
          { value: 'known', label: t('stakeholders:form.known') },
          { value: 'new', label: t('stakeholders:form.new') },
        ]}
      />
      {mode === 'known' ? (
        <AsyncSelect
          label={label('contact')}
          required
          data-autofocus
          load={offer}
          {...contact}
          onChange={(id) => {
            const name = newNameOf(id);
            if (!name) return contact.onChange(id);
            form.setValues({ mode: 'new', newContact: { ...form.values.newContact, ...name } });
          }}
        />
      ) : (
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          <TextInput label={label('firstName')} autoFocus {...form.getInputProps('newContact.firstName')} />
          <TextInput label={label('lastName')} required {...form.getInputProps('newContact.lastName')} />
          <TextInput label={label('jobTitle')} {...form.getInputProps('newContact.jobTitle')} />
          <TextInput label={label('email')} type="email" {...form.getInputProps('newContact.emails')} />
          <TextInput label={label('phone')} type="tel" {...form.getInputProps('newContact.phones')} />
          <Input.Wrapper label={label('account')}>
            <Input.Description>{deal.account?.name ?? t('stakeholders:form.noAccount')}</Input.Description>
          </Input.Wrapper>
        </SimpleGrid>
      )}
      {similar.length > 0 && (
        <Alert color="amber" title={t('contacts:similar')} role="status">
          {similar.map(({ id, name, account }) => (
            <Button
              key={id}
              size="compact-sm"
              variant="subtle"
              onClick={() => form.setValues({ mode: 'known', contactId: id })}
            >
              {account ? `${name} · ${account.name}` : name}
            </Button>
          ))}
        </Alert>
      )}
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <LookupPicker kind="STAKEHOLDER_ROLE" label={label('role')} {...pickerProps(form, 'roleId')} />
        <Select
          label={label('side')}
          allowDeselect={false}
          data={SIDES.map((value) => ({ value, label: words.side(value) }))}
          {...form.getInputProps('side')}
        />
        <Select
          label={label('influence')}
          description={t('stakeholders:form.influenceHint')}
          allowDeselect={false}
          data={INFLUENCES.map((value) => ({ value: String(value), label: words.influence(value) }))}
          {...form.getInputProps('influence')}
        />
        <Select
          label={label('loyalty')}
          description={t('stakeholders:form.loyaltyHint')}
          allowDeselect={false}
          data={LOYALTIES.map((value) => ({ value: String(value), label: words.loyalty(value) }))}
          {...form.getInputProps('loyalty')}
        />
        <DateInput label={label('lastMetOn')} clearable {...form.getInputProps('lastMetOn')} />
      </SimpleGrid>
      <Textarea
        label={label('motivators')}
        description={t('stakeholders:form.motivatorsHint')}
        autosize
        minRows={2}
        maxRows={6}
        {...form.getInputProps('motivators')}
      />
      <Textarea label={label('notes')} autosize minRows={2} maxRows={6} {...form.getInputProps('notes')} />
      {/* A deal's first stakeholder is its primary contact whatever one says. */}
      {present && (
        <Switch
          label={t('stakeholders:makePrimary')}
          {...form.getInputProps('primary', { type: 'checkbox' })}
        />
      )}
    </RecordDialog>
  );
}
