import { createContext, use, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { labelIn, type Named } from '@/i18n/label';

interface Role {
  readonly id: string;
  readonly label: string;
}

/** What roles are called in the reader's language, by their ids. */
export const RoleNames = createContext<ReadonlyMap<string, string>>(new Map());

/** The names of all roles there are: read once, since every live message would hold them otherwise, for each stakeholder. */
export function useRoleNames(roles: readonly (Named & Role)[]): ReadonlyMap<string, string> {
  const { i18n } = useTranslation();
  return useMemo(
    () => new Map(roles.map((role) => [role.id, labelIn(role, i18n.language)])),
    [roles, i18n.language],
  );
}

/** What a role is called; one that is not read yet as it was made. */
export function useRoleName(): (role: Role) => string {
  const names = use(RoleNames);
  return ({ id, label }) => names.get(id) ?? label;
}
