import { ActionIcon, Button, Fieldset, Group, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '@/app/viewer';
import { UserPicker } from '@/ui/pickers';
import { DueEdit } from '../tasks/DueEdit';
import classes from './Activities.module.css';
import { type FollowUp, followUp, MOST_TASKS } from './form';

interface Props {
  rows: FollowUp[];
  errors: Record<string, ReactNode>;
  onChange: (rows: FollowUp[]) => void;
}

/** The tasks that follow from an activity, made together with its outcome. */
export function FollowUps({ rows, errors, onChange }: Props) {
  const { t } = useTranslation(['activities', 'app']);
  const viewer = useViewer();
  const change = (at: number, patch: Partial<FollowUp>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...patch } : row)));
  return (
    <Fieldset legend={t('activities:followUps.title')} variant="unstyled" className={classes.followUps}>
      {rows.map(({ key, title, assigneeId, dueAt }, index) => (
        <div key={key} className={classes.followUp}>
          <TextInput
            className={classes.followUpTitle}
            aria-label={t('activities:followUps.task', { number: index + 1 })}
            placeholder={t('activities:followUps.placeholder')}
            // The row was asked for: what is typed next belongs into it.
            autoFocus={title === ''}
            value={title}
            error={errors[`tasks.${index}.title`]}
            onChange={(event) => change(index, { title: event.currentTarget.value })}
          />
          <UserPicker
            className={classes.followUpWho}
            aria-label={t('app:field.assignee')}
            clearable={false}
            value={assigneeId}
            error={errors[`tasks.${index}.assigneeId`]}
            onChange={(next) => change(index, { assigneeId: next })}
          />
          <Group h={36} gap={4} wrap="nowrap">
            <DueEdit value={dueAt} overdue={false} onChange={(next) => change(index, { dueAt: next })} />
            <ActionIcon
              aria-label={t('activities:followUps.remove', { number: index + 1 })}
              data-tip={t('activities:followUps.remove', { number: index + 1 })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        </div>
      ))}
      {rows.length < MOST_TASKS && (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...rows, followUp(viewer.id)])}
        >
          {t('activities:followUps.add')}
        </Button>
      )}
    </Fieldset>
  );
}
