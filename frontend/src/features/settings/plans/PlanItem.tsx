import { ActionIcon, Checkbox, Group, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import IconGripVertical from '@tabler/icons-react/dist/esm/icons/IconGripVertical.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PlanAssigneeRule,
  PlanOffset,
  TaskPriority,
} from '@/__generated__/PlanDialogCreateMutation.graphql';
import { UserPicker } from '@/ui/pickers';
import { useReorder } from '@/ui/reorder';
import { ReorderButtons } from '../ReorderButtons';
import classes from '../Settings.module.css';
import { type ItemDraft, LATEST_DAY } from './form';
import own from './Plans.module.css';

interface Props {
  item: ItemDraft;
  index: number;
  count: number;
  teams: readonly { readonly id: string; readonly name: string }[];
  errors: Record<string, ReactNode>;
  onChange: (index: number, change: Partial<ItemDraft>) => void;
  onMove: (from: number, to: number) => void;
  onRemove: (key: string) => void;
}

const RULES: readonly PlanAssigneeRule[] = ['OWNER', 'USER', 'TEAM_MANAGER'];
const OFFSETS: readonly PlanOffset[] = ['START', 'PREVIOUS_DONE'];
const PRIORITIES: readonly TaskPriority[] = ['HIGH', 'NORMAL', 'LOW'];

/** One task of a plan: what, when, by whom. */
export const PlanItem = memo(function PlanItem(props: Props) {
  const { item, index, count, teams, errors, onMove, onRemove } = props;
  const { t } = useTranslation(['plans', 'tasks', 'settings', 'app']);
  const { row, handle, dragging, edge } = useReorder({ list: 'plan-items', index, enabled: true, onMove });
  const number = index + 1;
  const name = item.title.trim() || t('plans:items.nth', { number });
  const error = (field: string) => errors[`items.${index}.${field}`];
  const onChange = (change: Partial<ItemDraft>) => props.onChange(index, change);

  return (
    <li ref={row} className={classes.row} data-dragging={dragging || undefined} data-edge={edge ?? undefined}>
      <span ref={handle} className={classes.handle} aria-hidden>
        <IconGripVertical size={16} />
      </span>
      <fieldset className={own.item} aria-label={t('plans:items.nth', { number })}>
        <div className={own.line}>
          <TextInput
            className={own.title}
            label={t('app:field.title')}
            required
            maxLength={300}
            // Asked for with the button: what is typed next belongs into it.
            autoFocus={item.title === '' && index > 0}
            value={item.title}
            error={error('title')}
            onChange={(event) => onChange({ title: event.currentTarget.value })}
          />
          <Group gap={0} wrap="nowrap" className={own.buttons}>
            <ReorderButtons name={name} index={index} count={count} onMove={onMove} />
            <ActionIcon aria-label={t('plans:items.remove', { name })} onClick={() => onRemove(item.key)}>
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </div>
        <div className={own.line}>
          <NumberInput
            className={own.days}
            label={t('plans:items.days')}
            min={0}
            max={LATEST_DAY}
            allowDecimal={false}
            allowNegative={false}
            value={item.offsetDays}
            error={error('offsetDays')}
            onChange={(offsetDays) => onChange({ offsetDays })}
          />
          <Select
            className={own.wide}
            label={t('plans:items.after')}
            allowDeselect={false}
            data={OFFSETS.map((value) => ({
              value,
              label: t(`plans:offset.${value}`),
              disabled: value === 'PREVIOUS_DONE' && index === 0,
            }))}
            value={item.offsetFrom}
            error={error('offsetFrom')}
            onChange={(next) => next && onChange({ offsetFrom: next as PlanOffset })}
          />
          <Select
            className={own.short}
            label={t('app:field.priority')}
            allowDeselect={false}
            data={PRIORITIES.map((value) => ({ value, label: t(`tasks:priority.${value}`) }))}
            value={item.priority}
            error={error('priority')}
            onChange={(next) => next && onChange({ priority: next as TaskPriority })}
          />
        </div>
        <Assignee item={item} teams={teams} error={error} onChange={onChange} />
        <Textarea
          label={t('app:field.description')}
          autosize
          minRows={1}
          maxRows={6}
          value={item.description}
          error={error('description')}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <Checkbox
          label={t('app:field.mandatory')}
          aria-label={t('app:field.mandatory')}
          description={t('tasks:mandatoryHint')}
          checked={item.mandatory}
          onChange={(event) => onChange({ mandatory: event.currentTarget.checked })}
        />
      </fieldset>
    </li>
  );
});

interface AssigneeProps extends Pick<Props, 'item' | 'teams'> {
  onChange: (change: Partial<ItemDraft>) => void;
  error: (field: string) => ReactNode;
}

/** Who gets the task: found out when the plan starts. */
function Assignee({ item, teams, error, onChange }: AssigneeProps) {
  const { t } = useTranslation(['plans', 'app']);
  return (
    <div className={own.line}>
      <Select
        className={own.wide}
        label={t('app:field.assignee')}
        allowDeselect={false}
        data={RULES.map((value) => ({ value, label: t(`plans:rule.${value}`) }))}
        value={item.assigneeRule}
        error={error('assigneeRule')}
        onChange={(next) => next && onChange({ assigneeRule: next as PlanAssigneeRule })}
      />
      {item.assigneeRule === 'USER' && (
        <UserPicker
          className={own.wide}
          label={t('plans:items.user')}
          required
          value={item.userId}
          error={error('userId')}
          onChange={(userId) => onChange({ userId })}
        />
      )}
      {item.assigneeRule === 'TEAM_MANAGER' && (
        <Select
          className={own.wide}
          label={t('app:field.team')}
          placeholder={t('plans:items.ownersTeam')}
          clearable
          searchable
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={item.teamId}
          error={error('teamId')}
          onChange={(teamId) => onChange({ teamId })}
        />
      )}
    </div>
  );
}
