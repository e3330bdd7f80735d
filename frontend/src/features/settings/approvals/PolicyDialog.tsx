import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PolicyDialog_policy$key } from '@/__generated__/PolicyDialog_policy.graphql';
import type {
  ApprovalSubjectKind,
  PolicyDialogCreateMutation,
} from '@/__generated__/PolicyDialogCreateMutation.graphql';
import { useAction } from '@/app/useAction';
import { useViewer } from '@/app/viewer';
import { RecordDialog } from '@/ui/RecordDialog';
import { useWithCustom } from '../../fields/lists';
import { ConditionFields } from './ConditionFields';
import {
  conditionInput,
  customInput,
  customOf,
  type PolicyValues,
  stepErrors,
  stepInput,
  valuesOf,
} from './form';
import { PolicySteps } from './PolicySteps';
import { useUpdatePolicy } from './useUpdatePolicy';

interface Props {
  /** Absent for a new one. */
  policy?: PolicyDialog_policy$key;
  onClose: () => void;
  onSaved: () => void;
}

/** What can be approved, the usual first. */
const SUBJECTS: readonly ApprovalSubjectKind[] = ['STAGE_ENTRY', 'PROPOSAL', 'CONTRACT_PACKAGE'];
const CONDITION = ['amountAtLeast', 'discountAtLeast', 'marginBelow', 'pipelineIds', 'custom'] as const;
const NO_FIELDS: never[] = [];

/** What needs approval, when, and by whom. Of one that exists only what differs from its opening is sent. */
export function PolicyDialog({ policy, onClose, onSaved }: Props) {
  const { t } = useTranslation(['approvals', 'common']);
  const { timeZone } = useViewer();
  const fields = useWithCustom('DEAL', NO_FIELDS);
  const data = useFragment(
    graphql`
      fragment PolicyDialog_policy on ApprovalPolicy {
        id
        version
        name
        description
        subject
        ownRequests
        condition {
          amountAtLeast
          discountAtLeast
          marginBelow
          pipelines {
            id
            name
          }
          custom
        }
        steps {
          id
          name
          mode
          atLeast
          dueHours
          approvers {
            kind
            user {
              id
              name
            }
            role
            team {
              id
              name
            }
          }
        }
      }
    `,
    policy ?? null,
  );
  const [create] = useAction<PolicyDialogCreateMutation>(graphql`
    mutation PolicyDialogCreateMutation($input: CreateApprovalPolicyInput!) {
      createApprovalPolicy(input: $input) {
        approvalPolicy {
          id
          version
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const update = useUpdatePolicy();
  const [custom] = useState(() => customOf(data?.condition.custom, fields, timeZone));
  const form = useForm<PolicyValues>({
    initialValues: valuesOf(data ?? undefined, custom.conditions),
    validate: (values) => ({
      ...(values.name.trim() ? {} : { name: t('common:edit.required') }),
      ...(values.steps.length > 0 ? {} : { steps: t('approvals:form.stepNeeded') }),
      ...stepErrors(values.steps, {
        required: t('common:edit.required'),
        badCount: t('approvals:form.badCount'),
        badHours: t('approvals:form.badHours'),
      }),
    }),
  });

  const save = async (values: PolicyValues) => {
    const all = {
      name: values.name.trim(),
      description: values.description.trim() || null,
      ownRequests: values.ownRequests,
      condition: conditionInput(values, customInput(values.custom, custom.rest, fields, timeZone)),
      steps: values.steps.map(stepInput),
    };
    if (!data) {
      return create({ input: { ...all, subject: values.subject } }, { onRefused: () => undefined });
    }
    const dirty = (field: string) => form.isDirty(field);
    const patch = {
      ...(dirty('name') && { name: all.name }),
      ...(dirty('description') && { description: all.description }),
      ...(dirty('ownRequests') && { ownRequests: all.ownRequests }),
      ...(CONDITION.some(dirty) && { condition: all.condition }),
      ...(dirty('steps') && { steps: all.steps }),
    };
    return Object.keys(patch).length === 0 ? { ok: true as const } : update(data, patch);
  };

  return (
    <RecordDialog
      title={data ? t('approvals:policies.edit', { name: data.name }) : t('approvals:policies.new')}
      form={form}
      size="xl"
      submitLabel={data ? t('common:action.save') : t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await save(values);
        if (result.ok) {
          onSaved();
          return { ok: true };
        }
        // What is refused of a condition stands at its field, which the form does not nest.
        const errors = result.errors.map((error) => ({
          ...error,
          path: error.path.filter((part) => part !== 'condition'),
        }));
        return { ok: false, errors };
      }}
    >
      <TextInput label={t('approvals:form.name')} required data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t('approvals:form.description')}
        autosize
        minRows={1}
        maxRows={6}
        {...form.getInputProps('description')}
      />
      <Select
        label={t('approvals:form.subject')}
        description={t(`approvals:form.subjectHint.${form.values.subject}`)}
        allowDeselect={false}
        disabled={data !== null}
        data={(data ? [data.subject] : SUBJECTS).map((value) => ({
          value,
          label: t(`approvals:subjectKind.${value}`),
        }))}
        {...form.getInputProps('subject')}
      />
      <ConditionFields form={form} fields={fields} />
      <PolicySteps form={form} />
      <Checkbox
        label={t('approvals:form.ownRequests')}
        description={t('approvals:form.ownRequestsHint')}
        {...form.getInputProps('ownRequests', { type: 'checkbox' })}
      />
    </RecordDialog>
  );
}
