import { ActionIcon, Button, Group, Input, NumberInput, Select, TextInput } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalMode } from '@/__generated__/PolicyDialogCreateMutation.graphql';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { ApproverRule, type Team } from './ApproverRule';
import { LONGEST_DUE, MOST_APPROVERS, newRule, type RuleDraft, type StepDraft } from './form';
import own from './Policies.module.css';

interface Props {
  step: StepDraft;
  index: number;
  count: number;
  teams: readonly Team[];
  errors: Record<string, ReactNode>;
  /** With the names of the fields whose errors no longer hold. */
  onChange: (change: Partial<StepDraft>, fields: readonly string[]) => void;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
}

const MODES: readonly ApprovalMode[] = ['ANY', 'ALL', 'AT_LEAST'];

/** One step of a policy: who is asked, how many of them must approve, and within which time. */
export function PolicyStep({ step, index, count, teams, errors, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation('approvals');
  const { row, handle, dragging, edge } = useReorder({ list: 'policy-steps', index, enabled: true, onMove });
  const number = index + 1;
  const name = step.name.trim() || t('form.nth', { number });
  const error = (field: string) => errors[`steps.${index}.${field}`];
  const set = (change: Partial<StepDraft>) => onChange(change, Object.keys(change));
  const setRules = (approvers: RuleDraft[]) =>
    onChange({ approvers }, [
      'approvers',
      ...step.approvers.flatMap((_, place) =>
        ['userId', 'role', 'teamId'].map((field) => `approvers.${place}.${field}`),
      ),
    ]);
  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      <span ref={handle} className={classes.handle} aria-hidden>
        <IconGripVertical size={16} />
      </span>
      <fieldset className={own.step} aria-label={t('form.nth', { number })}>
        <div className={own.line}>
          <TextInput
            className={own.name}
            label={t('form.stepName')}
            required
            // Asked for with the button: what is typed next belongs into it.
            autoFocus={step.name === '' && index > 0}
            value={step.name}
            error={error('name')}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Group gap={0} wrap="nowrap" className={own.buttons}>
            <ReorderButtons name={name} index={index} count={count} onMove={onMove} />
            <ActionIcon aria-label={t('form.removeStep', { name })} onClick={onRemove}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </div>
        <Input.Wrapper label={t('form.approvers')} labelElement="div" error={error('approvers')}>
          <ul className={own.rules} aria-label={t('form.approvers')}>
            {step.approvers.map((rule, place) => (
              <ApproverRule
                key={rule.key}
                rule={rule}
                place={place}
                teams={teams}
                error={(field) => error(`approvers.${place}.${field}`)}
                onChange={(change) =>
                  setRules(step.approvers.map((one) => (one.key === rule.key ? { ...one, ...change } : one)))
                }
                onRemove={() => setRules(step.approvers.filter(({ key }) => key !== rule.key))}
              />
            ))}
          </ul>
          {step.approvers.length < MOST_APPROVERS && (
            <Button
              mt={6}
              size="compact-xs"
              variant="subtle"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => setRules([...step.approvers, newRule()])}
            >
              {t('form.addApprover')}
            </Button>
          )}
        </Input.Wrapper>
        <div className={own.line}>
          <Select
            className={own.wide}
            label={t('form.mode')}
            allowDeselect={false}
            data={MODES.map((value) => ({ value, label: t(`form.modes.${value}`) }))}
            value={step.mode}
            error={error('mode')}
            onChange={(next) => next && set({ mode: next as ApprovalMode })}
          />
          {step.mode === 'AT_LEAST' && (
            <NumberInput
              className={own.short}
              label={t('form.atLeast')}
              min={1}
              max={MOST_APPROVERS}
              allowDecimal={false}
              allowNegative={false}
              value={step.atLeast}
              error={error('atLeast')}
              onChange={(atLeast) => set({ atLeast })}
            />
          )}
          <NumberInput
            className={own.short}
            label={t('form.dueHours')}
            placeholder={t('form.noDue')}
            min={1}
            max={LONGEST_DUE}
            allowDecimal={false}
            allowNegative={false}
            value={step.dueHours}
            error={error('dueHours')}
            onChange={(dueHours) => set({ dueHours })}
          />
        </div>
      </fieldset>
    </li>
  );
}
