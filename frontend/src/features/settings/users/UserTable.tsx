import { ActionIcon, Badge, Group, Menu, Select, Stack, Table, Text } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconUserOff from '@tabler/icons-react/dist/esm/icons/IconUserOff.mjs';
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  Role,
  UserTable_users$data,
  UserTable_users$key,
} from '@/__generated__/UserTable_users.graphql';
import { useViewer } from '@/app/viewer';
import { confirm } from '@/ui/confirm';
import { StackedTable } from '@/ui/StackedTable';
import { UserAvatar } from '@/ui/UserAvatar';
import type { Option } from '../options';
import { SecretDialog } from '../SecretDialog';
import { useIsAdmin } from '../useIsAdmin';
import { useUserChanges } from './useUserChanges';

export const ROLES: readonly Role[] = ['ADMIN', 'MANAGER', 'REP', 'VIEWER'];
type User = UserTable_users$data[number];

interface Props {
  users: UserTable_users$key;
  teams: readonly Option[];
}

/** A select has no value for nothing. */
const NO_TEAM = '';

export function UserTable({ users, teams }: Props) {
  const { t } = useTranslation(['settings', 'app']);
  const admin = useIsAdmin();
  const viewer = useViewer();
  const [fresh, setFresh] = useState<{ name: string; password: string }>();
  const { update, resetPassword } = useUserChanges();
  const data = useFragment(
    graphql`
      fragment UserTable_users on User @relay(plural: true) {
        id
        version
        name
        email
        role
        active
        avatarColor
        team {
          id
          name
        }
      }
    `,
    users,
  );

  const deactivate = async (user: User) => {
    const sure = await confirm({
      title: t('settings:users.deactivateTitle', { name: user.name }),
      body: t('settings:users.deactivateBody'),
      confirmLabel: t('settings:users.deactivate'),
      danger: true,
    });
    if (sure) await update(user, { active: false });
  };
  const reset = async (user: User) => {
    const sure = await confirm({
      title: t('settings:users.resetTitle', { name: user.name }),
      body: t('settings:users.resetBody'),
      confirmLabel: t('settings:users.reset'),
      danger: true,
    });
    const password = sure ? await resetPassword(user.id) : undefined;
    if (password) setFresh({ name: user.name, password });
  };

  return (
    <>
      <StackedTable label={t('settings:section.users')} minWidth={640}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('settings:users.person')}</Table.Th>
            <Table.Th w={170}>{t('settings:users.role')}</Table.Th>
            <Table.Th w={220}>{t('settings:users.team')}</Table.Th>
            <Table.Td w={48} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data
            .toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
            .map((user) => (
              <Table.Tr key={user.id}>
                <Table.Td>
                  <Group gap="sm" wrap="nowrap">
                    <UserAvatar name={user.name} color={user.avatarColor} size={32} />
                    <Stack gap={0}>
                      <Group gap={6}>
                        <Text size="sm" fw={600} span>
                          {user.name}
                        </Text>
                        {user.id === viewer.id && (
                          <Badge size="xs" variant="light">
                            {t('settings:users.you')}
                          </Badge>
                        )}
                        {!user.active && (
                          <Badge size="xs" variant="default">
                            {t('settings:users.inactive')}
                          </Badge>
                        )}
                      </Group>
                      <Text size="xs" c="dimmed">
                        {user.email}
                      </Text>
                    </Stack>
                  </Group>
                </Table.Td>
                <Table.Td>
                  {admin && user.active ? (
                    <Select
                      size="xs"
                      aria-label={t('settings:users.roleOf', { name: user.name })}
                      allowDeselect={false}
                      value={user.role}
                      data={ROLES.map((role) => ({ value: role, label: t(`app:role.${role}`) }))}
                      onChange={(role) => {
                        const next = ROLES.find((one) => one === role);
                        if (next && next !== user.role) void update(user, { role: next });
                      }}
                    />
                  ) : (
                    t(`app:role.${user.role}`)
                  )}
                </Table.Td>
                <Table.Td>
                  {admin && user.active ? (
                    <Select
                      size="xs"
                      aria-label={t('settings:users.teamOf', { name: user.name })}
                      title={user.team?.name}
                      allowDeselect={false}
                      value={user.team?.id ?? NO_TEAM}
                      data={[{ value: NO_TEAM, label: t('settings:users.noTeam') }, ...teams]}
                      onChange={(teamId) => {
                        if (teamId !== (user.team?.id ?? NO_TEAM))
                          void update(user, { teamId: teamId || null });
                      }}
                    />
                  ) : (
                    (user.team?.name ?? '–')
                  )}
                </Table.Td>
                <Table.Td ta="right">
                  {admin && (
                    <Menu position="bottom-end">
                      <Menu.Target>
                        <ActionIcon aria-label={t('settings:users.actions', { name: user.name })}>
                          <IconDots size={17} />
                        </ActionIcon>
                      </Menu.Target>
                      <Menu.Dropdown>
                        {user.active && (
                          <Menu.Item
                            leftSection={<IconKey size={16} aria-hidden />}
                            onClick={() => void reset(user)}
                          >
                            {t('settings:users.reset')}
                          </Menu.Item>
                        )}
                        {user.active ? (
                          <Menu.Item
                            color="red"
                            disabled={user.id === viewer.id}
                            leftSection={<IconUserOff size={16} aria-hidden />}
                            onClick={() => void deactivate(user)}
                          >
                            {t('settings:users.deactivate')}
                          </Menu.Item>
                        ) : (
                          <Menu.Item
                            leftSection={<IconUserPlus size={16} aria-hidden />}
                            onClick={() => void update(user, { active: true })}
                          >
                            {t('settings:users.activate')}
                          </Menu.Item>
                        )}
                      </Menu.Dropdown>
                    </Menu>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
        </Table.Tbody>
      </StackedTable>
      {fresh && (
        <SecretDialog
          title={t('settings:users.resetDone', { name: fresh.name })}
          label={t('settings:users.newPassword')}
          secret={fresh.password}
          onClose={() => setFresh(undefined)}
        />
      )}
    </>
  );
}
