import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealVisits_deal$key } from '@/__generated__/DealVisits_deal.graphql';
import { DateText } from '@/ui/DateText';
import { Empty } from '@/ui/Empty';
import { StackedTable } from '@/ui/StackedTable';
import { useDuration } from './duration';
import { visitSeconds } from './path';

/** Every stay in a stage: when, by whom, how long. */
export function DealVisits({ deal: key }: { deal: DealVisits_deal$key }) {
  const { t } = useTranslation('deals');
  const duration = useDuration();
  const { stageVisits } = useFragment(
    graphql`
      fragment DealVisits_deal on Deal {
        stageVisits {
          id
          enteredAt
          leftAt
          seconds
          enteredBy {
            name
          }
          stage {
            id
            name
            pipeline {
              id
              name
            }
          }
        }
      }
    `,
    key,
  );
  if (stageVisits.length === 0) return <Empty title={t('visits.empty')} />;
  const now = Date.now();
  return (
    <StackedTable label={t('tab.visits')} minWidth={400}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('app:field.stage')}</Table.Th>
          <Table.Th>{t('visits.entered')}</Table.Th>
          <Table.Th>{t('visits.by')}</Table.Th>
          <Table.Th ta="right">{t('visits.stayed')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {[...stageVisits]
          .sort((a, b) => (a.enteredAt < b.enteredAt ? 1 : -1))
          .map((visit) => (
            <Table.Tr key={visit.id}>
              <Table.Td>{visit.stage.name}</Table.Td>
              <Table.Td data-label={t('visits.entered')}>
                <DateText value={visit.enteredAt} />
              </Table.Td>
              <Table.Td data-label={t('visits.by')}>
                {visit.enteredBy?.name ?? t('app:history.system')}
              </Table.Td>
              <Table.Td ta="right">
                {duration(visitSeconds(visit, now))}
                {!visit.leftAt && ` · ${t('visits.now')}`}
              </Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </StackedTable>
  );
}
