import { Badge, Button, Code, Table, Text } from '@mantine/core';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApiKeysQuery } from '@/__generated__/ApiKeysQuery.graphql';
import type { ApiKeysRevokeMutation } from '@/__generated__/ApiKeysRevokeMutation.graphql';
import { useAction } from '@/app/useAction';
import { confirm } from '@/ui/confirm';
import { DateText } from '@/ui/DateText';
import { Empty } from '@/ui/Empty';
import { StackedTable } from '@/ui/StackedTable';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { Panel } from '../Panel';
import { CreateKeyDialog } from './CreateKeyDialog';

const query = graphql`
  query ApiKeysQuery {
    apiKeys(includeRevoked: true) {
      id
      name
      prefix
      createdAt
      expiresAt
      lastUsedAt
      revokedAt
      user {
        id
        name
      }
    }
  }
`;

type Key = ApiKeysQuery['response']['apiKeys'][number];

function stateOf(key: Key): 'active' | 'expired' | 'revoked' {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && Date.parse(key.expiresAt) < Date.now() ? 'expired' : 'active';
}

export default function ApiKeys() {
  const { t } = useTranslation(['settings', 'common']);
  const [creating, setCreating] = useState(false);
  const { apiKeys } = useLazyLoadQuery<ApiKeysQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<ApiKeysQuery>(query, {});
  const [revoke] = useAction<ApiKeysRevokeMutation>(graphql`
    mutation ApiKeysRevokeMutation($input: RevokeApiKeyInput!) {
      revokeApiKey(input: $input) {
        apiKey {
          id
          revokedAt
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const askRevoke = async (key: Key) => {
    const sure = await confirm({
      title: t('settings:keys.revokeTitle', { name: key.name }),
      body: t('settings:keys.revokeBody'),
      confirmLabel: t('settings:keys.revoke'),
      danger: true,
    });
    if (sure) await revoke({ input: { id: key.id } });
  };

  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {t('settings:keys.new')}
    </Button>
  );
  return (
    <Panel
      title={t('settings:section.api-keys')}
      hint={t('settings:keys.hint')}
      actions={apiKeys.length > 0 && create}
    >
      {apiKeys.length === 0 ? (
        <Empty title={t('settings:keys.none')} icon={IconKey} action={create}>
          {t('settings:keys.noneHint')}
        </Empty>
      ) : (
        <StackedTable label={t('settings:section.api-keys')} minWidth={640}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('settings:keys.name')}</Table.Th>
              <Table.Th>{t('settings:keys.user')}</Table.Th>
              <Table.Th>{t('settings:keys.created')}</Table.Th>
              <Table.Th>{t('settings:keys.lastUsed')}</Table.Th>
              <Table.Th>{t('settings:keys.expires')}</Table.Th>
              <Table.Td />
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {apiKeys.map((key) => (
              <Table.Tr key={key.id}>
                <Table.Td>
                  <Text size="sm" fw={600}>
                    {key.name}
                  </Text>
                  <Code>{key.prefix}…</Code>
                </Table.Td>
                <Table.Td data-label={t('settings:keys.user')}>{key.user.name}</Table.Td>
                <Table.Td data-label={t('settings:keys.created')}>
                  <DateText value={key.createdAt} variant="relative" />
                </Table.Td>
                <Table.Td data-label={t('settings:keys.lastUsed')}>
                  {key.lastUsedAt ? (
                    <DateText value={key.lastUsedAt} variant="relative" />
                  ) : (
                    t('settings:keys.never')
                  )}
                </Table.Td>
                <Table.Td data-label={t('settings:keys.expires')}>
                  {key.expiresAt ? <DateText value={key.expiresAt} /> : t('settings:keys.noExpiry')}
                </Table.Td>
                <Table.Td ta="right">
                  {stateOf(key) === 'active' ? (
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      aria-label={t('settings:keys.revokeTitle', { name: key.name })}
                      onClick={() => void askRevoke(key)}
                    >
                      {t('settings:keys.revoke')}
                    </Button>
                  ) : (
                    <Badge variant="default">{t(`settings:keys.${stateOf(key)}`)}</Badge>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
      )}
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} onCreated={refetch} />}
    </Panel>
  );
}
