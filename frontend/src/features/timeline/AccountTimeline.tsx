import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { AccountTimeline_account$key } from '@/__generated__/AccountTimeline_account.graphql';
import type { AccountTimelinePageQuery } from '@/__generated__/AccountTimelinePageQuery.graphql';
import type { AccountTimelineQuery } from '@/__generated__/AccountTimelineQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { type PagesProps, type Props, Timeline } from './Timeline';
import { TimelineList } from './TimelineList';

const query = graphql`
  query AccountTimelineQuery($id: ID!, $first: Int!, $kinds: [TimelineKind!]) {
    account(id: $id) {
      id
      ...AccountTimeline_account @arguments(first: $first, kinds: $kinds)
    }
  }
`;

/** Everything that happened to the account, its contacts and its deals. */
export default function AccountTimeline(props: Props) {
  return <Timeline owner="account" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, kinds, attempt } = props;
  const data = useLazyLoadQuery<AccountTimelineQuery>(
    query,
    { id, kinds, first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.account && <Pages {...props} account={data.account} />;
}

function Pages({ account, ...props }: PagesProps & { account: AccountTimeline_account$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    AccountTimelinePageQuery,
    AccountTimeline_account$key
  >(
    graphql`
      fragment AccountTimeline_account on Account
      @refetchable(queryName: "AccountTimelinePageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        kinds: { type: "[TimelineKind!]" }
      ) {
        id
        timeline(first: $first, after: $after, kinds: $kinds)
          @connection(key: "AccountTimeline_timeline", filters: ["kinds"]) {
          edges {
            node {
              ...TimelineList_entries
            }
          }
        }
      }
    `,
    account,
  );
  const { edges } = data.timeline;
  const refetch = useQuietRefetch<AccountTimelineQuery>(query, {
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
