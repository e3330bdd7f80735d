import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContractCells_contract$key } from '@/__generated__/ContractCells_contract.graphql';
import type { ContractList_query$key } from '@/__generated__/ContractList_query.graphql';
import type { ContractListPageQuery } from '@/__generated__/ContractListPageQuery.graphql';
import type {
  ContractListQuery,
  ContractListQuery$variables,
} from '@/__generated__/ContractListQuery.graphql';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContractCell, type ContractColumn } from './ContractCells';
import { useContractLive } from './useContractLive';

interface Props {
  variables: Omit<ContractListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query ContractListQuery(
    $filter: ContractPackageFilter
    $orderBy: [ContractPackageOrder!]
    $search: String
    $first: Int!
  ) {
    eventCursor(label: "contracts")
    ...ContractList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<ContractColumn>[] = [
  { id: 'name', size: 260, sortField: 'NAME' },
  { id: 'status', size: 170, phone: 'note' },
  { id: 'deal', size: 240, phone: 'detail' },
  { id: 'account', size: 190 },
  { id: 'files', size: 110, align: 'right' },
  { id: 'owner', size: 170 },
  { id: 'submittedAt', size: 140, hidden: true },
  { id: 'signedOn', size: 140, phone: 'value' },
  { id: 'createdAt', size: 140, hidden: true, sortField: 'CREATED_AT' },
  { id: 'updatedAt', size: 140, sortField: 'UPDATED_AT' },
];

export function ContractList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<ContractListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContractListPageQuery,
    ContractList_query$key
  >(
    graphql`
      fragment ContractList_query on Query
      @refetchable(queryName: "ContractListPageQuery")
      @argumentDefinitions(
        filter: { type: "ContractPackageFilter" }
        orderBy: { type: "[ContractPackageOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        contractPackages(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "ContractList_contractPackages") {
          totalCount
          edges {
            node {
              id
              ...ContractCells_contract
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<ContractListQuery>(query, asked);
  useContractLive(
    root.eventCursor,
    {},
    {
      onChange: (_, others) => {
        markFresh(others);
        refetch();
      },
      onResync: refetch,
    },
  );
  useRecordEvents(root.eventCursor, { kinds: [], deals: true, onEvents: refetch, onResync: refetch });

  const { edges, totalCount } = data.contractPackages;
  const rows = useMemo(() => edges.map(({ node }) => node), [edges]);
  return (
    <RecordTable
      name="contracts"
      icon={IconSignature}
      frame={frame}
      columns={COLUMNS}
      rows={rows}
      cell={cell}
      totalCount={totalCount}
      fresh={fresh}
      onOpen={(contractId) => void navigate({ to: '/contracts/$contractId', params: { contractId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(
  contract: ContractCells_contract$key & { id: string },
  column: ContractColumn,
  plain?: boolean,
) {
  return <ContractCell contract={contract} column={column} plain={plain} />;
}
