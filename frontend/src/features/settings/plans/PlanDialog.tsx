import { Skeleton, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PlanDialog_plan$key } from '@/__generated__/PlanDialog_plan.graphql';
import type { PlanDialogCreateMutation } from '@/__generated__/PlanDialogCreateMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { itemErrors, itemInput, type PlanValues, valuesOf } from './form';
import { PlanItems } from './PlanItems';
import { useUpdatePlan } from './useUpdatePlan';

interface Props {
  /** Absent for a new one. */
  plan?: PlanDialog_plan$key;
  onClose: () => void;
  onSaved: () => void;
}

/** A plan with its tasks in their order. Of one that exists only what differs from its opening is sent. */
export function PlanDialog({ plan, onClose, onSaved }: Props) {
  const { t } = useTranslation(['plans', 'common']);
  const data = useFragment(
    graphql`
      fragment PlanDialog_plan on ActivityPlan {
        id
        version
        name
        description
        items {
          id
          title
          description
          offsetDays
          offsetFrom
          assigneeRule
          user {
            id
            name
          }
          team {
            id
            name
          }
          mandatory
          priority
        }
      }
    `,
    plan ?? null,
  );
  const [create] = useAction<PlanDialogCreateMutation>(graphql`
    mutation PlanDialogCreateMutation($input: CreateActivityPlanInput!) {
      createActivityPlan(input: $input) {
        activityPlan {
          id
          version
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const update = useUpdatePlan();
  const form = useForm<PlanValues>({
    initialValues: valuesOf(data ?? undefined),
    validate: (values) => ({
      ...(values.name.trim() ? {} : { name: t('common:edit.required') }),
      ...(values.items.length > 0 ? {} : { items: t('plans:items.needed') }),
      ...itemErrors(values.items, { required: t('common:edit.required'), badDays: t('plans:items.badDays') }),
    }),
  });

  const save = async ({ name, description, items }: PlanValues) => {
    const all = {
      name: name.trim(),
      description: description.trim() || null,
      items: items.map(itemInput),
    };
    if (!data) return create({ input: all }, { onRefused: () => undefined });
    const dirty = (field: string) => form.isDirty(field);
    const patch = {
      ...(dirty('name') && { name: all.name }),
      ...(dirty('description') && { description: all.description }),
      ...(dirty('items') && { items: all.items }),
    };
    return Object.keys(patch).length === 0 ? { ok: true as const } : update(data, patch);
  };

  return (
    <RecordDialog
      title={data ? t('plans:edit', { name: data.name }) : t('plans:new')}
      form={form}
      size="xl"
      submitLabel={data ? t('common:action.save') : t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const result = await save(values);
        if (result.ok) onSaved();
        return result;
      }}
    >
      <TextInput label={t('plans:name')} required data-autofocus {...form.getInputProps('name')} />
      <Textarea
        label={t('plans:description')}
        autosize
        minRows={1}
        maxRows={6}
        {...form.getInputProps('description')}
      />
      <Suspense fallback={<Skeleton height={160} />}>
        <PlanItems form={form} />
      </Suspense>
    </RecordDialog>
  );
}
