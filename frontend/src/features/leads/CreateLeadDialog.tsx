import { Button, Collapse, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateLeadDialogMutation } from '@/__generated__/CreateLeadDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { LookupPicker, UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { isEmail } from '../contacts/parts';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { useFormStandards } from '../fields/standards';
import { pickerProps } from '../records/pickerProps';
import { ANSWERS, fieldOf } from './bant';
import { Duplicates } from './Duplicates';
import { blankLead, isNobody, type LeadValues, leadInput } from './leadForm';
import { useDuplicates } from './useDuplicates';

interface Props {
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** All a lead can be asked for. */
const INPUTS = [
  'topic',
  'company',
  'firstName',
  'lastName',
  'jobTitle',
  'email',
  'phone',
  'website',
  'sourceId',
  'budget',
  'authority',
  'need',
  'timing',
  'description',
];

/** Who asked, and what for. Who they may be already is looked up while one types. */
export function CreateLeadDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['leads', 'contacts', 'app', 'common']);
  const viewer = useViewer();
  const fields = useFields('LEAD');
  const [opened, { toggle }] = useDisclosure();
  const [create] = useAction<CreateLeadDialogMutation>(graphql`
    mutation CreateLeadDialogMutation($input: CreateLeadInput!) {
      createLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const { rules, asked: asks } = useFormStandards('LEAD', INPUTS);
  const form = useForm<LeadValues>({
    initialValues: blankLead(viewer.id, defaultsOf(fields)),
    validate: {
      ...rules,
      topic: (value) => (value.trim() ? null : t('common:edit.required')),
      company: (value, values) => (isNobody(values) ? t('leads:who') : (rules.company?.(value) ?? null)),
      email: (value) =>
        value.trim() === '' || isEmail(value) ? (rules.email?.(value) ?? null) : t('contacts:invalid.email'),
      custom: requiredRules(fields, t('common:edit.required')),
    },
  });
  const found = useDuplicates(form.values);
  // What must be answered is in sight.
  const asked = opened || ANSWERS.some((answer) => asks(fieldOf(answer)).required);
  const label = (field: string) => t(`app:field.${field}`);
  const line = (field: 'company' | 'firstName' | 'lastName' | 'jobTitle') => (
    <TextInput label={label(field)} {...asks(field)} {...form.getInputProps(field)} />
  );

  return (
    <RecordDialog
      title={t('leads:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await create({ input: leadInput(values, fields) }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createLead.lead?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      <TextInput
        label={label('topic')}
        description={t('leads:topicHint')}
        {...asks('topic')}
        required
        data-autofocus
        {...form.getInputProps('topic')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        {line('company')}
        <TextInput
          label={label('website')}
          type="url"
          {...asks('website')}
          {...form.getInputProps('website')}
        />
        {line('firstName')}
        {line('lastName')}
        <TextInput label={label('email')} type="email" {...asks('email')} {...form.getInputProps('email')} />
        <TextInput label={label('phone')} type="tel" {...asks('phone')} {...form.getInputProps('phone')} />
        {line('jobTitle')}
        <LookupPicker
          kind="SOURCE"
          label={label('source')}
          {...asks('sourceId')}
          {...pickerProps(form, 'sourceId')}
        />
        <UserPicker label={label('owner')} clearable={false} {...pickerProps(form, 'ownerId')} />
      </SimpleGrid>
      <Duplicates found={found} />
      <Textarea
        label={label('description')}
        autosize
        minRows={2}
        maxRows={8}
        {...asks('description')}
        {...form.getInputProps('description')}
      />
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-expanded={asked}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={toggle}
        >
          {t('leads:bant.title')}
        </Button>
        <Collapse expanded={asked}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm" pt="xs">
            {ANSWERS.map((answer) => (
              <Textarea
                key={answer}
                label={t(`leads:bant.${answer}`)}
                description={t(`leads:bant.ask.${answer}`)}
                autosize
                minRows={1}
                maxRows={5}
                {...asks(fieldOf(answer))}
                {...form.getInputProps(fieldOf(answer))}
              />
            ))}
          </SimpleGrid>
        </Collapse>
      </div>
      <CustomInputs
        fields={fields}
        values={form.values.custom}
        errors={form.errors}
        onChange={(key, value) => form.setFieldValue(`custom.${key}`, value)}
      />
    </RecordDialog>
  );
}
