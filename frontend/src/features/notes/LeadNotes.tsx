import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { LeadNotes_lead$key } from '@/__generated__/LeadNotes_lead.graphql';
import type { LeadNotesPageQuery } from '@/__generated__/LeadNotesPageQuery.graphql';
import type { LeadNotesQuery } from '@/__generated__/LeadNotesQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { NoteList, PAGE, pageAgain } from './NoteList';

interface Props {
  leadId: string;
  /** Grows with every event of a note of the lead, and when events may have been missed. */
  changes: number;
}

const query = graphql`
  query LeadNotesQuery($id: ID!, $first: Int!) {
    lead(id: $id) {
      id
      ...LeadNotes_lead @arguments(first: $first)
    }
  }
`;

/** The notes on a lead. */
export default function LeadNotes({ leadId, changes }: Props) {
  const { lead } = useLazyLoadQuery<LeadNotesQuery>(
    query,
    { id: leadId, first: PAGE },
    { fetchPolicy: 'store-and-network' },
  );
  return lead && <Pages lead={lead} changes={changes} />;
}

function Pages({ lead, changes }: { lead: LeadNotes_lead$key; changes: number }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    LeadNotesPageQuery,
    LeadNotes_lead$key
  >(
    graphql`
      fragment LeadNotes_lead on Lead
      @refetchable(queryName: "LeadNotesPageQuery")
      @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
        id
        noteCount: notes(first: 1) {
          totalCount
        }
        notes(first: $first, after: $after) @connection(key: "LeadNotes_notes") {
          __id
          edges {
            node {
              ...NoteList_notes
            }
          }
        }
      }
    `,
    lead,
  );
  const { edges, __id: connection } = data.notes;
  const refetch = useQuietRefetch<LeadNotesQuery>(query, {
    id: data.id,
    first: pageAgain(edges.length, hasNext),
  });
  return (
    <NoteList
      kind="lead"
      id={data.id}
      connection={connection}
      notes={edges.map(({ node }) => node)}
      paging={{ hasNext, isLoadingNext, loadNext }}
      changes={changes}
      refetch={refetch}
    />
  );
}
