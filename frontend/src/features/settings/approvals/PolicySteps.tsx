import { Button, Input } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { PolicyStepsTeamsQuery } from '@/__generated__/PolicyStepsTeamsQuery.graphql';
import { announce } from '@/ui/reorder';
import classes from '../Settings.module.css';
import { MOST_STEPS, moved, newStep, type PolicyValues, type StepDraft } from './form';
import { PolicyStep } from './PolicyStep';

/** The steps of a policy: one begins when the one before it has approved. */
export function PolicySteps({ form }: { form: UseFormReturnType<PolicyValues> }) {
  const { t } = useTranslation(['approvals', 'settings']);
  const { teams } = useLazyLoadQuery<PolicyStepsTeamsQuery>(
    graphql`
      query PolicyStepsTeamsQuery {
        teams(first: 200) {
          nodes {
            id
            name
          }
        }
      }
    `,
    {},
  );
  const { steps } = form.values;
  const set = (next: StepDraft[]) => {
    form.setFieldValue('steps', next);
    // Errors stand at places: after a change of places they would stand at others.
    for (const path of Object.keys(form.errors)) if (path.startsWith('steps')) form.clearFieldError(path);
  };
  const move = (from: number, to: number) => {
    set(moved(steps, from, to));
    const name = steps[from]?.name.trim() || t('approvals:form.nth', { number: from + 1 });
    announce(t('settings:move.done', { name, position: to + 1, count: steps.length }));
  };
  return (
    <Input.Wrapper
      label={t('approvals:form.steps')}
      labelElement="div"
      description={t('approvals:form.stepsHint')}
      descriptionProps={{ mb: 6 }}
      error={form.errors.steps}
    >
      <ol className={classes.rows} aria-label={t('approvals:form.steps')} hidden={steps.length === 0}>
        {steps.map((step, index) => (
          <PolicyStep
            key={step.key}
            step={step}
            index={index}
            count={steps.length}
            teams={teams.nodes}
            errors={form.errors}
            onChange={(change, fields) => {
              form.setFieldValue(
                'steps',
                form.getValues().steps.map((one) => (one.key === step.key ? { ...one, ...change } : one)),
              );
              for (const field of fields) form.clearFieldError(`steps.${index}.${field}`);
            }}
            onMove={move}
            onRemove={() => set(steps.filter(({ key }) => key !== step.key))}
          />
        ))}
      </ol>
      {steps.length < MOST_STEPS && (
        <Button
          mt="xs"
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => set([...steps, newStep()])}
        >
          {t('approvals:form.addStep')}
        </Button>
      )}
    </Input.Wrapper>
  );
}
