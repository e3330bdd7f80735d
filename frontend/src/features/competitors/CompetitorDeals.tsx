import { Anchor, Table } from '@mantine/core';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { CompetitorDeals_competitor$key } from '@/__generated__/CompetitorDeals_competitor.graphql';
import { Empty } from '@/ui/Empty';
import { Money } from '@/ui/Money';
import { StackedTable } from '@/ui/StackedTable';
import { RecordLink } from '../records/RecordLink';
import { StageBadge } from '../records/StageBadge';

const COLUMNS = ['deal', 'stage', 'amount', 'threat', 'outcome'] as const;

/** The deals they are after as well, the latest first. */
export function CompetitorDeals({ competitor }: { competitor: CompetitorDeals_competitor$key }) {
  const { t } = useTranslation('competitors');
  const data = useFragment(
    graphql`
      fragment CompetitorDeals_competitor on Competitor {
        id
        deals(first: 100, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
          totalCount
          nodes {
            id
            version
            threat
            outcome
            deal {
              id
              version
              name
              amount
              currency
              stage {
                id
                name
                color
              }
            }
          }
        }
      }
    `,
    competitor,
  );
  const { nodes, totalCount } = data.deals;
  if (nodes.length === 0) {
    return (
      <Empty title={t('deals.none')} icon={IconBriefcase}>
        {t('deals.noneHint')}
      </Empty>
    );
  }
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <StackedTable label={t('deals.tab')} minWidth={520}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column} scope="col" ta={column === 'amount' ? 'right' : undefined}>
                {label(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nodes.map(({ id, deal, threat, outcome }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <RecordLink kind="deal" id={deal.id} tab="competitors" fw={600}>
                  {deal.name}
                </RecordLink>
              </Table.Td>
              <Table.Td data-label={label('stage')}>
                <StageBadge stage={deal.stage} />
              </Table.Td>
              <Table.Td data-label={label('amount')} ta="right">
                <Money amount={deal.amount} currency={deal.currency} />
              </Table.Td>
              <Table.Td data-label={label('threat')}>{t(`threat.${threat}`)}</Table.Td>
              <Table.Td data-label={label('outcome')}>{t(`outcome.${outcome}`)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      {totalCount > nodes.length && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              {...props}
              to="/deals"
              search={{ view: 'ALL', filter: [['competitor', 'in', [data.id]]] }}
            />
          )}
        >
          {t('accounts:deal.all', { count: totalCount })}
        </Anchor>
      )}
    </>
  );
}
