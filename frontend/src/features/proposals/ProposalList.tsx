import IconFileDollar from '@tabler/icons-react/dist/esm/icons/IconFileDollar.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ProposalCells_proposal$key } from '@/__generated__/ProposalCells_proposal.graphql';
import type { ProposalList_query$key } from '@/__generated__/ProposalList_query.graphql';
import type { ProposalListPageQuery } from '@/__generated__/ProposalListPageQuery.graphql';
import type {
  ProposalListQuery,
  ProposalListQuery$variables,
} from '@/__generated__/ProposalListQuery.graphql';
import { useCustomColumns } from '../fields/lists';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ProposalCell, type ProposalColumn } from './ProposalCells';

interface Props {
  variables: Omit<ProposalListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query ProposalListQuery(
    $filter: ProposalFilter
    $orderBy: [ProposalOrder!]
    $search: String
    $first: Int!
  ) {
    eventCursor(label: "proposals")
    ...ProposalList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<ProposalColumn>[] = [
  { id: 'name', size: 230, sortField: 'NUMBER' },
  { id: 'status', size: 150, phone: 'note' },
  { id: 'deal', size: 240, phone: 'detail' },
  { id: 'account', size: 190 },
  { id: 'contact', size: 170, hidden: true },
  { id: 'net', size: 140, sortField: 'NET', align: 'right', phone: 'value' },
  { id: 'total', size: 140, align: 'right', hidden: true },
  { id: 'validUntil', size: 200, sortField: 'VALID_UNTIL' },
  { id: 'owner', size: 170 },
  { id: 'sentAt', size: 140, hidden: true },
  { id: 'createdAt', size: 140, sortField: 'CREATED_AT' },
  { id: 'updatedAt', size: 140, sortField: 'UPDATED_AT', hidden: true },
];

export function ProposalList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const custom = useCustomColumns('PROPOSAL');
  const columns = useMemo(() => [...COLUMNS, ...custom], [custom]);
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<ProposalListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ProposalListPageQuery,
    ProposalList_query$key
  >(
    graphql`
      fragment ProposalList_query on Query
      @refetchable(queryName: "ProposalListPageQuery")
      @argumentDefinitions(
        filter: { type: "ProposalFilter" }
        orderBy: { type: "[ProposalOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        proposals(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "ProposalList_proposals") {
          totalCount
          edges {
            node {
              id
              ...ProposalCells_proposal
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<ProposalListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['proposal.*', 'proposal_line.*'],
    deals: true,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.proposals.edges.map(({ node }) => node), [data.proposals.edges]);
  return (
    <RecordTable
      name="proposals"
      icon={IconFileDollar}
      frame={frame}
      columns={columns}
      rows={rows}
      cell={cell}
      totalCount={data.proposals.totalCount}
      fresh={fresh}
      onOpen={(proposalId) => void navigate({ to: '/proposals/$proposalId', params: { proposalId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(
  proposal: ProposalCells_proposal$key & { id: string },
  column: ProposalColumn,
  plain?: boolean,
) {
  return <ProposalCell proposal={proposal} column={column} plain={plain} />;
}
