import { Button, Table } from '@mantine/core';
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, usePaginationFragment } from 'react-relay/hooks';
import type { ContactStakes_contact$key } from '@/__generated__/ContactStakes_contact.graphql';
import type { ContactStakesPageQuery } from '@/__generated__/ContactStakesPageQuery.graphql';
import { useLabel } from '@/i18n/label';
import { Empty } from '@/ui/Empty';
import { StackedTable } from '@/ui/StackedTable';
import { useWords } from '../deal/stakeholders/model';
import { RecordLink } from '../records/RecordLink';
import { StageBadge } from '../records/StageBadge';

const PAGE = 20;

/** The deals a contact takes part in the decision of, and how. */
export function ContactStakes({ contact }: { contact: ContactStakes_contact$key }) {
  const { t } = useTranslation('contacts');
  const labelOf = useLabel();
  const words = useWords();
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContactStakesPageQuery,
    ContactStakes_contact$key
  >(
    graphql`
      fragment ContactStakes_contact on Contact
      @refetchable(queryName: "ContactStakesPageQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
        stakes(first: $first, after: $after, orderBy: [{ field: CREATED_AT, direction: DESC }])
          @connection(key: "ContactStakes_stakes") {
          edges {
            node {
              id
              version
              influence
              loyalty
              role {
                id
                label
                labels {language text}
              }
              deal {
                id
                version
                name
                stage {
                  id
                  name
                  color
                }
              }
            }
          }
        }
      }
    `,
    contact,
  );
  const stakes = data.stakes.edges.map(({ node }) => node);
  if (stakes.length === 0) {
    return (
      <Empty title={t('stakes.none')} icon={IconUsersGroup}>
        {t('stakes.noneHint')}
      </Empty>
    );
  }
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <StackedTable label={t('stakes.tab')} minWidth={520}>
        <Table.Thead>
          <Table.Tr>
            {['deal', 'stage', 'role', 'influence', 'loyalty'].map((column) => (
              <Table.Th key={column} scope="col">
                {label(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {stakes.map(({ id, deal, role, influence, loyalty }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <RecordLink kind="deal" id={deal.id} fw={600}>
                  {deal.name}
                </RecordLink>
              </Table.Td>
              <Table.Td data-label={label('stage')}>
                <StageBadge stage={deal.stage} />
              </Table.Td>
              <Table.Td data-label={label('role')}>{role ? labelOf(role) : '–'}</Table.Td>
              <Table.Td className="ds-number" data-label={label('influence')}>
                {influence}
              </Table.Td>
              <Table.Td data-label={label('loyalty')}>{words.loyalty(loyalty)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      {hasNext && (
        <Button variant="default" loading={isLoadingNext} onClick={() => loadNext(PAGE)}>
          {t('stakes.more')}
        </Button>
      )}
    </>
  );
}
