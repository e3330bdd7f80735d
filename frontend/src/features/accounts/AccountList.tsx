import IconBuildingSkyscraper from '@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { AccountCells_account$key } from '@/__generated__/AccountCells_account.graphql';
import type { AccountList_query$key } from '@/__generated__/AccountList_query.graphql';
import type { AccountListPageQuery } from '@/__generated__/AccountListPageQuery.graphql';
import type { AccountListQuery, AccountListQuery$variables } from '@/__generated__/AccountListQuery.graphql';
import { useCustomColumns } from '../fields/lists';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { AccountCell, type AccountColumn } from './AccountCells';

interface Props {
  variables: Omit<AccountListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query AccountListQuery($filter: AccountFilter, $orderBy: [AccountOrder!], $search: String, $first: Int!) {
    eventCursor(label: "accounts")
    ...AccountList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<AccountColumn>[] = [
  { id: 'name', size: 260, sortField: 'NAME' },
  { id: 'industry', size: 160, phone: 'detail' },
  { id: 'owner', size: 180 },
  { id: 'openDeals', size: 110, align: 'right', phone: 'note' },
  { id: 'contacts', size: 110, align: 'right' },
  { id: 'website', size: 190 },
  { id: 'phone', size: 150, hidden: true },
  { id: 'employees', size: 120, sortField: 'EMPLOYEES', align: 'right', hidden: true },
  { id: 'annualRevenue', size: 150, sortField: 'ANNUAL_REVENUE', align: 'right', phone: 'value' },
  { id: 'source', size: 140, hidden: true },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 180, sortField: 'CREATED_AT', hidden: true },
];

export function AccountList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const custom = useCustomColumns('ACCOUNT');
  const columns = useMemo(() => [...COLUMNS, ...custom], [custom]);
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
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
  return (
    <RecordTable
      name="accounts"
      icon={IconBuildingSkyscraper}
      frame={frame}
      columns={columns}
      rows={rows}
      cell={cell}
      totalCount={data.accounts.totalCount}
      fresh={fresh}
      onOpen={(accountId) => void navigate({ to: '/accounts/$accountId', params: { accountId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(account: AccountCells_account$key & { id: string }, column: AccountColumn, plain?: boolean) {
  return <AccountCell account={account} column={column} plain={plain} />;
}
