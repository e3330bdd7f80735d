import IconSwords from '@tabler/icons-react/dist/esm/icons/IconSwords.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { CompetitorCells_competitor$key } from '@/__generated__/CompetitorCells_competitor.graphql';
import type { CompetitorList_query$key } from '@/__generated__/CompetitorList_query.graphql';
import type { CompetitorListPageQuery } from '@/__generated__/CompetitorListPageQuery.graphql';
import type {
  CompetitorListQuery,
  CompetitorListQuery$variables,
} from '@/__generated__/CompetitorListQuery.graphql';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { CompetitorCell, type CompetitorColumn } from './CompetitorCells';

interface Props {
  variables: Omit<CompetitorListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query CompetitorListQuery(
    $filter: CompetitorFilter
    $orderBy: [CompetitorOrder!]
    $search: String
    $first: Int!
  ) {
    eventCursor(label: "competitors")
    ...CompetitorList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<CompetitorColumn>[] = [
  { id: 'name', size: 240, sortField: 'NAME' },
  { id: 'open', size: 110, align: 'right', phone: 'detail' },
  { id: 'won', size: 110, align: 'right' },
  { id: 'lost', size: 110, align: 'right' },
  { id: 'lostToThem', size: 130, align: 'right' },
  { id: 'winRate', size: 110, align: 'right', phone: 'value' },
  { id: 'website', size: 190 },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 150, sortField: 'CREATED_AT', hidden: true },
];

export function CompetitorList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<CompetitorListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    CompetitorListPageQuery,
    CompetitorList_query$key
  >(
    graphql`
      fragment CompetitorList_query on Query
      @refetchable(queryName: "CompetitorListPageQuery")
      @argumentDefinitions(
        filter: { type: "CompetitorFilter" }
        orderBy: { type: "[CompetitorOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        competitors(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "CompetitorList_competitors") {
          totalCount
          edges {
            node {
              id
              ...CompetitorCells_competitor
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<CompetitorListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    // Their records change with the deals they are on.
    kinds: ['competitor.*', 'deal_competitor.*', 'deal.stage_changed'],
    deals: true,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.competitors.edges.map(({ node }) => node), [data.competitors.edges]);
  return (
    <RecordTable
      name="competitors"
      icon={IconSwords}
      frame={frame}
      columns={COLUMNS}
      rows={rows}
      cell={cell}
      totalCount={data.competitors.totalCount}
      fresh={fresh}
      onOpen={(competitorId) => void navigate({ to: '/competitors/$competitorId', params: { competitorId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(
  competitor: CompetitorCells_competitor$key & { id: string },
  column: CompetitorColumn,
  plain?: boolean,
) {
  return <CompetitorCell competitor={competitor} column={column} plain={plain} />;
}
