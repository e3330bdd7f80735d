import { Button } from '@mantine/core';
import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { AccountList_query$key } from '@/__generated__/AccountList_query.graphql';
import type { AccountListPageQuery } from '@/__generated__/AccountListPageQuery.graphql';
import type { AccountListQuery, AccountListQuery$variables } from '@/__generated__/AccountListQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import { formatSort, parseSort } from '@/searchParams';
import { type DataColumn, DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { AccountCell, type AccountColumn } from './AccountCells';

const PAGE = 50;

interface Props {
  variables: Omit<AccountListQuery$variables, 'first'>;
  sort: string | undefined;
  filtered: boolean;
  onSort: (sort: string | undefined) => void;
  onClear: () => void;
  onCreate: () => void;
}

const query = graphql`
  query AccountListQuery($filter: AccountFilter, $orderBy: [AccountOrder!], $search: String, $first: Int!) {
    eventCursor
    ...AccountList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

interface ColumnShape {
  id: AccountColumn;
  size: number;
  sortField?: string;
  align?: 'right';
  hidden?: boolean;
}

const COLUMNS: readonly ColumnShape[] = [
  { id: 'name', size: 260, sortField: 'NAME' },
  { id: 'industry', size: 160 },
  { id: 'owner', size: 180 },
  { id: 'openDeals', size: 110, align: 'right' },
  { id: 'contacts', size: 110, align: 'right' },
  { id: 'website', size: 190 },
  { id: 'phone', size: 150, hidden: true },
  { id: 'employees', size: 120, sortField: 'EMPLOYEES', align: 'right', hidden: true },
  { id: 'annualRevenue', size: 150, sortField: 'ANNUAL_REVENUE', align: 'right' },
  { id: 'source', size: 140, hidden: true },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 180, sortField: 'CREATED_AT', hidden: true },
];

export function AccountList({ variables, sort, filtered, onSort, onClear, onCreate }: Props) {
  const { t } = useTranslation(['accounts', 'app', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [fresh, markFresh] = useFresh();
  // The old list stays while the next one is on its way.
  const wanted = useDeferredValue(variables);
  const asked = useMemo(() => ({ ...wanted, first: PAGE }), [wanted]);
  const root = useLazyLoadQuery<AccountListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    AccountListPageQuery,
    AccountList_query$key
  >(
    graphql`
      fragment AccountList_query on Query
      @refetchable(queryName: "AccountListPageQuery")
      @argumentDefinitions(
        filter: { type: "AccountFilter" }
        orderBy: { type: "[AccountOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        accounts(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "AccountList_accounts") {
          totalCount
          edges {
            node {
              id
              ...AccountCells_account
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<AccountListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['account.*'],
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.accounts.edges.map(({ node }) => node), [data.accounts.edges]);
  type Row = (typeof rows)[number];
  const columns = useMemo(
    () =>
      COLUMNS.map(
        ({ id, hidden, ...shape }): DataColumn<Row> => ({
          ...shape,
          id,
          header: t(`accounts:column.${id}`),
          fixed: id === 'name',
          defaultHidden: hidden,
          cell: (row) => <AccountCell account={row} column={id} />,
        }),
      ),
    [t],
  );

  const empty = filtered ? (
    <Empty
      title={t('common:table.noMatch')}
      icon={IconBuildingSkyscraper}
      action={
        <Button variant="default" onClick={onClear}>
          {t('common:filter.clear')}
        </Button>
      }
    >
      {t('common:table.noMatchHint')}
    </Empty>
  ) : (
    <Empty
      title={t('accounts:empty.title')}
      icon={IconBuildingSkyscraper}
      action={canWrite && <Button onClick={onCreate}>{t('accounts:new')}</Button>}
    >
      {t('accounts:empty.body')}
    </Empty>
  );

  return (
    <DataTable
      name="accounts"
      label={t('accounts:title')}
      columns={columns}
      rows={rows}
      sort={parseSort(sort)}
      onSort={(next) => onSort(formatSort(next))}
      onOpen={({ id }) => void navigate({ to: '/accounts/$accountId', params: { accountId: id } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
      pageSize={PAGE}
      totalCount={data.accounts.totalCount}
      isFresh={({ id }) => fresh.has(id)}
      empty={empty}
    />
  );
}
