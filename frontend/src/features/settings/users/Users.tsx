import { Button, TextInput } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { UsersQuery } from '@/__generated__/UsersQuery.graphql';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { CreateUserDialog } from './CreateUserDialog';
import { UserTable } from './UserTable';

const query = graphql`
  query UsersQuery {
    users(first: 200) {
      totalCount
      nodes {
        id
        name
        email
        ...UserTable_users
      }
    }
    teams(first: 200) {
      nodes {
        id
        name
      }
    }
  }
`;

export default function Users() {
  const { t } = useTranslation('settings');
  const admin = useIsAdmin();
  const [creating, setCreating] = useState(false);
  const [text, setText] = useState('');
  const data = useLazyLoadQuery<UsersQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<UsersQuery>(query, {});
  const needle = text.trim().toLowerCase();
  const shown = data.users.nodes.filter(
    ({ name, email }) => name.toLowerCase().includes(needle) || email.toLowerCase().includes(needle),
  );
  const teams = data.teams.nodes.map(({ id, name }) => ({ value: id, label: name }));

  return (
    <Panel
      title={t('section.users')}
      hint={t('users.hint')}
      readOnly={!admin}
      actions={
        admin && (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
            {t('users.new')}
          </Button>
        )
      }
    >
      {data.users.totalCount > 8 && (
        <TextInput
          type="search"
          mb="sm"
          maw={280}
          value={text}
          aria-label={t('users.search')}
          placeholder={t('users.search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <UserTable users={shown} teams={teams} />
      {creating && <CreateUserDialog teams={teams} onClose={() => setCreating(false)} onCreated={refetch} />}
    </Panel>
  );
}
