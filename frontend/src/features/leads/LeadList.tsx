import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { LeadCells_lead$key } from '@/__generated__/LeadCells_lead.graphql';
import type { LeadList_query$key } from '@/__generated__/LeadList_query.graphql';
import type { LeadListPageQuery } from '@/__generated__/LeadListPageQuery.graphql';
import type { LeadListQuery, LeadListQuery$variables } from '@/__generated__/LeadListQuery.graphql';
import { useCustomColumns } from '../fields/lists';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { LeadCell, type LeadColumn } from './LeadCells';

interface Props {
  variables: Omit<LeadListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query LeadListQuery($filter: LeadFilter, $orderBy: [LeadOrder!], $search: String, $first: Int!) {
    eventCursor(label: "leads")
    ...LeadList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<LeadColumn>[] = [
  { id: 'name', size: 280, sortField: 'TOPIC' },
  { id: 'company', size: 190, sortField: 'COMPANY', phone: 'detail' },
  { id: 'person', size: 160 },
  { id: 'status', size: 150, sortField: 'STATUS', phone: 'note' },
  { id: 'bant', size: 150, phone: 'value' },
  { id: 'owner', size: 170 },
  { id: 'source', size: 140 },
  { id: 'email', size: 200, hidden: true },
  { id: 'phone', size: 150, hidden: true },
  { id: 'createdAt', size: 140, sortField: 'CREATED_AT' },
  { id: 'updatedAt', size: 140, sortField: 'UPDATED_AT', hidden: true },
];

export function LeadList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const custom = useCustomColumns('LEAD');
  const columns = useMemo(() => [...COLUMNS, ...custom], [custom]);
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<LeadListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    LeadListPageQuery,
    LeadList_query$key
  >(
    graphql`
      fragment LeadList_query on Query
      @refetchable(queryName: "LeadListPageQuery")
      @argumentDefinitions(
        filter: { type: "LeadFilter" }
        orderBy: { type: "[LeadOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        leads(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "LeadList_leads") {
          totalCount
          edges {
            node {
              id
              ...LeadCells_lead
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<LeadListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['lead.*'],
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.leads.edges.map(({ node }) => node), [data.leads.edges]);
  return (
    <RecordTable
      name="leads"
      icon={IconTargetArrow}
      frame={frame}
      columns={columns}
      rows={rows}
      cell={cell}
      totalCount={data.leads.totalCount}
      fresh={fresh}
      onOpen={(leadId) => void navigate({ to: '/leads/$leadId', params: { leadId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(lead: LeadCells_lead$key & { id: string }, column: LeadColumn, plain?: boolean) {
  return <LeadCell lead={lead} column={column} plain={plain} />;
}
