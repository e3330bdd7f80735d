import { Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { NewTaskMutation } from '@/__generated__/NewTaskMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { UserPicker } from '@/ui/pickers';
import { CustomInputs, type CustomValues, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { MoreInputs } from '../fields/MoreInputs';
import { atMore, type MoreValues, moreInput, moreRules, useFormStandards } from '../fields/standards';
import { toInputs, toText } from '../fields/values';
import { DueEdit } from '../tasks/DueEdit';

interface Props {
  dealId: string;
  onCreated: () => void;
}

/** One line to add a task: what, who, until when. */
export function NewTask({ dealId, onCreated }: Props) {
  const { t } = useTranslation('deals');
  const viewer = useViewer();
  // One line stays one line as long as nothing else must be said.
  const fields = useFields('TASK').filter(
    ({ required, defaultValue }) => required && toText(defaultValue) === null,
  );
  const { rules, missing } = useFormStandards('TASK', ['title', 'dueAt']);
  const form = useForm({
    initialValues: {
      title: '',
      assigneeId: viewer.id as string | null,
      dueAt: null as string | null,
      custom: {} as CustomValues,
      more: {} as MoreValues,
    },
    validate: {
      ...rules,
      custom: requiredRules(fields, t('common:edit.required')),
      more: moreRules(missing, t),
    },
  });
  const [create, busy] = useAction<NewTaskMutation>(graphql`
    mutation NewTaskMutation($input: CreateTaskInput!) {
      createTask(input: $input) {
        task {
          id
          version
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const submit = form.onSubmit(async ({ title, assigneeId, dueAt, custom, more }) => {
    if (title.trim() === '') return form.setFieldError('title', t('common:edit.required'));
    const result = await create(
      {
        input: {
          title: title.trim(),
          assigneeId,
          dueAt,
          dealId,
          custom: toInputs(fields, custom),
          ...moreInput(missing, more),
        },
      },
      { onRefused: () => undefined },
    );
    if (!result.ok) {
      reportUserErrors(
        result.errors.map((error) => atMore(error, missing)),
        form,
      );
      return;
    }
    form.setValues({ title: '', dueAt: null, custom: {}, more: {} });
    onCreated();
  });

  return (
    <form noValidate onSubmit={submit} aria-label={t('tasks.add')}>
      <Group gap="xs" align="flex-start">
        <TextInput
          flex="1 1 100%"
          aria-label={t('tasks.title')}
          placeholder={t('tasks.placeholder')}
          {...form.getInputProps('title')}
        />
        <UserPicker
          flex="1 1 150px"
          aria-label={t('app:field.assignee')}
          clearable={false}
          {...form.getInputProps('assigneeId')}
          value={form.values.assigneeId}
        />
        <Group h={36}>
          <DueEdit
            value={form.values.dueAt}
            overdue={false}
            onChange={(dueAt) => {
              form.setFieldValue('dueAt', dueAt);
              form.clearFieldError('dueAt');
            }}
          />
        </Group>
        <Button type="submit" loading={busy} leftSection={<IconPlus size={16} aria-hidden />}>
          {t('common:action.add')}
        </Button>
      </Group>
      {form.errors.dueAt && (
        <Text size="xs" c="var(--mantine-color-error)" role="alert">
          {t('app:field.dueAt')}: {form.errors.dueAt}
        </Text>
      )}
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
    </form>
  );
}
