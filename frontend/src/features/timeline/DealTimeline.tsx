import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { DealTimeline_deal$key } from '@/__generated__/DealTimeline_deal.graphql';
import type { DealTimelinePageQuery } from '@/__generated__/DealTimelinePageQuery.graphql';
import type { DealTimelineQuery } from '@/__generated__/DealTimelineQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { type PagesProps, type Props, Timeline } from './Timeline';
import { TimelineList } from './TimelineList';

const query = graphql`
  query DealTimelineQuery($id: ID!, $first: Int!, $kinds: [TimelineKind!]) {
    deal(id: $id) {
      id
      ...DealTimeline_deal @arguments(first: $first, kinds: $kinds)
    }
  }
`;

/** Everything that happened to the deal and what hangs on it. */
export default function DealTimeline(props: Props) {
  return <Timeline owner="deal" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, kinds, attempt } = props;
  const data = useLazyLoadQuery<DealTimelineQuery>(
    query,
    { id, kinds, first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.deal && <Pages {...props} deal={data.deal} />;
}

function Pages({ deal, ...props }: PagesProps & { deal: DealTimeline_deal$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    DealTimelinePageQuery,
    DealTimeline_deal$key
  >(
    graphql`
      fragment DealTimeline_deal on Deal
      @refetchable(queryName: "DealTimelinePageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        kinds: { type: "[TimelineKind!]" }
      ) {
        id
        timeline(first: $first, after: $after, kinds: $kinds)
          @connection(key: "DealTimeline_timeline", filters: ["kinds"]) {
          edges {
            node {
              ...TimelineList_entries
            }
          }
        }
      }
    `,
    deal,
  );
  const { edges } = data.timeline;
  const refetch = useQuietRefetch<DealTimelineQuery>(query, {
    id: props.id,
    kinds: props.kinds,
    first: pageAgain(edges.length, hasNext),
  });
  return (
    <TimelineList
      {...props}
      entries={edges.map(({ node }) => node)}
      paging={{ hasNext, isLoadingNext, loadNext }}
      refetch={refetch}
    />
  );
}
