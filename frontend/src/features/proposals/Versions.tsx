import { Badge, Button, Select, Stack, Table, Text, Title } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { VersionsQuery } from '@/__generated__/VersionsQuery.graphql';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { StackedTable } from '@/ui/StackedTable';
import { RecordLink } from '../records/RecordLink';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRefetchOn } from '../records/useRefetchOn';
import { Comparison } from './Comparison';
import { ProposalStatusBadge } from './ProposalStatusBadge';
import { useProposalName } from './useProposalName';

const query = graphql`
  query VersionsQuery($id: ID!) {
    proposal(id: $id) {
      id
      revision
      previous {
        id
      }
      revisions {
        id
        version
        number
        revision
        status
        net
        currency
        createdAt
        createdBy {
          name
        }
      }
      deal {
        id
        proposals(first: 100, orderBy: [{ field: NUMBER, direction: DESC }]) {
          nodes {
            id
            number
            revision
          }
        }
      }
    }
  }
`;

interface Props {
  id: string;
  changes: number;
  /** Id of the one it is compared with; the version before when left out. */
  compared: string | undefined;
  onCompare: (id: string | undefined) => void;
}

/** All versions of the number, and how two of them differ. */
export default function Versions({ id, changes, compared, onCompare }: Props) {
  const { t } = useTranslation(['proposals', 'app']);
  const nameOf = useProposalName();
  const { proposal } = useLazyLoadQuery<VersionsQuery>(query, { id }, { fetchPolicy: 'store-and-network' });
  useRefetchOn(changes, useQuietRefetch<VersionsQuery>(query, { id }));
  if (!proposal) return null;
  const { revisions, deal, previous } = proposal;
  const own = new Set(revisions.map((one) => one.id));
  const others = deal.proposals.nodes.filter((one) => !own.has(one.id));
  const choices = [
    {
      group: t('proposals:versions.own'),
      items: revisions
        .filter((one) => one.id !== id)
        .map((one) => ({
          value: one.id,
          label: t('proposals:named', { number: one.number, revision: one.revision }),
        })),
    },
    {
      group: t('proposals:versions.others'),
      items: others.map((one) => ({ value: one.id, label: nameOf(one) })),
    },
  ].filter(({ items }) => items.length > 0);
  const known = choices.flatMap(({ items }) => items).some(({ value }) => value === compared);
  const wanted = (known ? compared : undefined) ?? previous?.id ?? null;
  const columns = ['version', 'status', 'net', 'createdAt'] as const;
  return (
    <Stack gap="md">
      <StackedTable label={t('proposals:versions.label')} minWidth={520}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col" ta={column === 'net' ? 'right' : undefined}>
                {t(`proposals:column.${column}`)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t('proposals:versions.compare')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {revisions.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                {one.id === id ? (
                  <strong>{t('proposals:version', { revision: one.revision })}</strong>
                ) : (
                  <RecordLink kind="proposal" id={one.id} fw={600}>
                    {t('proposals:version', { revision: one.revision })}
                  </RecordLink>
                )}
              </Table.Td>
              <Table.Td data-label={t('proposals:column.status')}>
                <ProposalStatusBadge status={one.status} size="sm" />
              </Table.Td>
              <Table.Td data-label={t('proposals:column.net')} ta="right">
                <Money amount={one.net} currency={one.currency} />
              </Table.Td>
              <Table.Td data-label={t('proposals:column.createdAt')}>
                <span>
                  <DateText value={one.createdAt} variant="relative" />
                  {one.createdBy && ` · ${one.createdBy.name}`}
                </span>
              </Table.Td>
              <Table.Td>
                {one.id === id ? (
                  <Badge variant="default">{t('proposals:versions.this')}</Badge>
                ) : (
                  <Button
                    size="compact-sm"
                    variant={one.id === wanted ? 'light' : 'default'}
                    aria-pressed={one.id === wanted}
                    aria-label={t('proposals:versions.compareWith', { revision: one.revision })}
                    onClick={() => onCompare(one.id)}
                  >
                    {t('proposals:versions.compare')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      {choices.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('proposals:versions.single')}
        </Text>
      ) : (
        <section aria-label={t('proposals:comparison.label')}>
          <Title order={2} size="h5" mb="xs">
            {t('proposals:comparison.label')}
          </Title>
          <Select
            label={t('proposals:versions.with')}
            maw={360}
            mb="sm"
            allowDeselect={false}
            data={choices}
            value={wanted}
            onChange={(next) => next && onCompare(next)}
          />
          {wanted && (
            <Suspense fallback={<SkeletonRows rows={4} />}>
              <Comparison id={id} other={wanted} changes={changes} />
            </Suspense>
          )}
        </section>
      )}
    </Stack>
  );
}
