import { ActionIcon, Select } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApproverKind, Role } from '@/__generated__/PolicyDialogCreateMutation.graphql';
import { UserPicker } from '@/ui/pickers';
import type { RuleDraft } from './form';
import own from './Policies.module.css';

export interface Team {
  readonly id: string;
  readonly name: string;
}

interface Props {
  rule: RuleDraft;
  place: number;
  teams: readonly Team[];
  error: (field: string) => ReactNode;
  onChange: (change: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

const KINDS: readonly ApproverKind[] = ['OWNERS_MANAGER', 'USER', 'ROLE', 'TEAM_MANAGER'];
/** Viewers change nothing, so they approve nothing either. */
const ROLES: readonly Role[] = ['ADMIN', 'MANAGER', 'REP'];

/** Who is asked: found out when the step begins. */
export function ApproverRule({ rule, place, teams, error, onChange, onRemove }: Props) {
  const { t } = useTranslation(['approvals', 'app']);
  const number = place + 1;
  return (
    <li className={own.line}>
      <Select
        className={own.wide}
        aria-label={t('approvals:form.rule', { number })}
        allowDeselect={false}
        data={KINDS.map((value) => ({ value, label: t(`approvals:form.rules.${value}`) }))}
        value={rule.kind}
        error={error('kind')}
        onChange={(next) => next && onChange({ kind: next as ApproverKind })}
      />
      {rule.kind === 'USER' && (
        <UserPicker
          className={own.wide}
          aria-label={t('approvals:form.user', { number })}
          placeholder={t('approvals:form.userHint')}
          value={rule.userId}
          error={error('userId')}
          onChange={(userId) => onChange({ userId })}
        />
      )}
      {rule.kind === 'ROLE' && (
        <Select
          className={own.wide}
          aria-label={t('approvals:form.role', { number })}
          placeholder={t('app:field.role')}
          data={ROLES.map((value) => ({ value, label: t(`app:role.${value}`) }))}
          value={rule.role}
          error={error('role')}
          onChange={(role) => onChange({ role: role as Role | null })}
        />
      )}
      {rule.kind === 'TEAM_MANAGER' && (
        <Select
          className={own.wide}
          aria-label={t('approvals:form.team', { number })}
          placeholder={t('app:field.team')}
          searchable
          data={teams.map(({ id, name }) => ({ value: id, label: name }))}
          value={rule.teamId}
          error={error('teamId')}
          onChange={(teamId) => onChange({ teamId })}
        />
      )}
      <ActionIcon
        className={own.remove}
        aria-label={t('approvals:form.removeApprover', { number })}
        onClick={onRemove}
      >
        <IconX size={16} />
      </ActionIcon>
    </li>
  );
}
