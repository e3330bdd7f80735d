import { Checkbox, Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  CreateTaskDialogMutation,
  TaskPriority,
} from '@/__generated__/CreateTaskDialogMutation.graphql';
import { toast } from '@/app/toasts';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { timeZoneCell } from '@/i18n/format';
import { END_OF_DAY, instantOf } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import { AccountPicker, UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { useFormStandards } from '../fields/standards';
import { toInputs } from '../fields/values';
import { pickerProps } from '../records/pickerProps';
import { DealPicker } from './DealPicker';
import { DueFields } from './DueFields';

interface Props {
  accountId?: string;
  contactId?: string;
  leadId?: string;
  onClose: () => void;
  onCreated?: (id: string) => void;
}

export function CreateTaskDialog({ accountId, contactId, leadId, onClose, onCreated }: Props) {
  const { t } = useTranslation(['tasks', 'app', 'common']);
  const viewer = useViewer();
  const zone = useCell(timeZoneCell);
  const [create] = useAction<CreateTaskDialogMutation>(graphql`
    mutation CreateTaskDialogMutation($input: CreateTaskInput!) {
      createTask(input: $input) {
        task {
          id
          version
          title
          assignee {
            id
            name
          }
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const fields = useFields('TASK');
  const { rules, asked } = useFormStandards('TASK', ['title', 'description', 'dueAt']);
  const form = useForm({
    initialValues: {
      title: '',
      description: '',
      assigneeId: viewer.id as string | null,
      dueAt: null as string | null,
      time: '',
      priority: 'NORMAL' as TaskPriority,
      mandatory: false,
      dealId: null as string | null,
      accountId: (accountId ?? null) as string | null,
      custom: defaultsOf(fields),
    },
    validate: {
      ...rules,
      custom: requiredRules(fields, t('common:edit.required')),
      title: (value) => (value.trim() ? null : t('common:edit.required')),
      assigneeId: (value) => (value ? null : t('common:edit.required')),
    },
  });
  const { values } = form;

  return (
    <RecordDialog
      title={t('tasks:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ time, dueAt, ...rest }) => {
        const result = await create(
          {
            input: {
              ...rest,
              custom: toInputs(fields, rest.custom),
              title: rest.title.trim(),
              description: rest.description.trim() || null,
              assigneeId: rest.assigneeId ?? undefined,
              dueAt: dueAt ? instantOf(dueAt, time || END_OF_DAY, zone) : null,
              contactId,
              leadId,
            },
          },
          { onRefused: () => undefined },
        );
        const task = result.ok ? result.data.createTask.task : undefined;
        if (task) {
          // One's own new task is on screen; somebody else's is not.
          if (task.assignee.id !== viewer.id) {
            toast.success(t('tasks:givenTo', { name: task.assignee.name, title: task.title }));
          }
          onCreated?.(task.id);
        }
        return result;
      }}
    >
      <TextInput
        label={t('app:field.title')}
        {...asked('title')}
        required
        data-autofocus
        {...form.getInputProps('title')}
      />
      <Textarea
        label={t('app:field.description')}
        autosize
        minRows={2}
        maxRows={8}
        {...asked('description')}
        {...form.getInputProps('description')}
      />
      <DueFields
        day={values.dueAt}
        time={values.time}
        error={form.errors.dueAt ? String(form.errors.dueAt) : undefined}
        onDay={(day) => form.setFieldValue('dueAt', day)}
        onTime={(time) => form.setFieldValue('time', time)}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <UserPicker
          label={t('app:field.assignee')}
          required
          clearable={false}
          {...pickerProps(form, 'assigneeId')}
        />
        <Select
          label={t('app:field.priority')}
          allowDeselect={false}
          data={(['HIGH', 'NORMAL', 'LOW'] as const).map((value) => ({
            value,
            label: t(`tasks:priority.${value}`),
          }))}
          {...form.getInputProps('priority')}
        />
        <AccountPicker label={t('app:field.account')} {...pickerProps(form, 'accountId')} />
        <DealPicker
          label={t('app:field.deal')}
          accountId={values.accountId}
          {...pickerProps(form, 'dealId')}
        />
      </SimpleGrid>
      <Checkbox
        label={t('app:field.mandatory')}
        description={t('tasks:mandatoryHint')}
        {...form.getInputProps('mandatory', { type: 'checkbox' })}
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
