import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContactNotes_contact$key } from '@/__generated__/ContactNotes_contact.graphql';
import type { ContactNotesPageQuery } from '@/__generated__/ContactNotesPageQuery.graphql';
import type { ContactNotesQuery } from '@/__generated__/ContactNotesQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { NoteList, PAGE, pageAgain } from './NoteList';
import { type PutAway, usePutAway } from './usePutAway';

interface Props {
  contactId: string;
  /** Grows with every event of a note of the contact, and when events may have been missed. */
  changes: number;
}

const query = graphql`
  query ContactNotesQuery($id: ID!, $first: Int!, $putAway: Boolean!) {
    contact(id: $id) {
      id
      ...ContactNotes_contact @arguments(first: $first, putAway: $putAway)
    }
  }
`;

/** The notes on a contact. */
export default function ContactNotes({ contactId, changes }: Props) {
  const putAway = usePutAway();
  const { contact } = useLazyLoadQuery<ContactNotesQuery>(
    query,
    { id: contactId, first: PAGE, putAway: putAway.shown },
    { fetchPolicy: 'store-and-network' },
  );
  return contact && <Pages contact={contact} changes={changes} putAway={putAway} />;
}

interface PagesProps {
  contact: ContactNotes_contact$key;
  changes: number;
  putAway: PutAway;
}

function Pages({ contact, changes, putAway }: PagesProps) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContactNotesPageQuery,
    ContactNotes_contact$key
  >(
    graphql`
      fragment ContactNotes_contact on Contact
      @refetchable(queryName: "ContactNotesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        putAway: { type: "Boolean!" }
      ) {
        id
        noteCount: notes(first: 1) {
          totalCount
        }
        notes(first: $first, after: $after, filter: { archived: { eq: $putAway } })
          @connection(key: "ContactNotes_notes") {
          __id
          edges {
            node {
              ...NoteList_notes
            }
          }
        }
      }
    `,
    contact,
  );
  const { edges, __id: connection } = data.notes;
  const refetch = useQuietRefetch<ContactNotesQuery>(query, {
    id: data.id,
    first: pageAgain(edges.length, hasNext),
    putAway: putAway.shown,
  });
  return (
    <NoteList
      kind="contact"
      id={data.id}
      connection={connection}
      notes={edges.map(({ node }) => node)}
      paging={{ hasNext, isLoadingNext, loadNext }}
      changes={changes}
      putAway={putAway}
      refetch={refetch}
    />
  );
}
