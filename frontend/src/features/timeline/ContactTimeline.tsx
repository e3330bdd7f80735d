import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContactTimeline_contact$key } from '@/__generated__/ContactTimeline_contact.graphql';
import type { ContactTimelinePageQuery } from '@/__generated__/ContactTimelinePageQuery.graphql';
import type { ContactTimelineQuery } from '@/__generated__/ContactTimelineQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { type PagesProps, type Props, Timeline } from './Timeline';
import { TimelineList } from './TimelineList';

const query = graphql`
  query ContactTimelineQuery($id: ID!, $first: Int!, $kinds: [TimelineKind!]) {
    contact(id: $id) {
      id
      ...ContactTimeline_contact @arguments(first: $first, kinds: $kinds)
    }
  }
`;

/** Everything that happened to the contact, and that they took part in. */
export default function ContactTimeline(props: Props) {
  return <Timeline owner="contact" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, kinds, attempt } = props;
  const data = useLazyLoadQuery<ContactTimelineQuery>(
    query,
    { id, kinds, first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.contact && <Pages {...props} contact={data.contact} />;
}

function Pages({ contact, ...props }: PagesProps & { contact: ContactTimeline_contact$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContactTimelinePageQuery,
    ContactTimeline_contact$key
  >(
    graphql`
      fragment ContactTimeline_contact on Contact
      @refetchable(queryName: "ContactTimelinePageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        kinds: { type: "[TimelineKind!]" }
      ) {
        id
        timeline(first: $first, after: $after, kinds: $kinds)
          @connection(key: "ContactTimeline_timeline", filters: ["kinds"]) {
          edges {
            node {
              ...TimelineList_entries
            }
          }
        }
      }
    `,
    contact,
  );
  const { edges } = data.timeline;
  const refetch = useQuietRefetch<ContactTimelineQuery>(query, {
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
