import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { LeadNotes_lead$key } from '@/__generated__/LeadNotes_lead.graphql';
import type { LeadNotesPageQuery } from '@/__generated__/LeadNotesPageQuery.graphql';
import type { LeadNotesQuery } from '@/__generated__/LeadNotesQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { NoteList, PAGE, pageAgain } from './NoteList';
import { type PutAway, usePutAway } from './usePutAway';

interface Props {
  leadId: string;
  /** Grows with every event of a note of the lead, and when events may have been missed. */
  changes: number;
}

const query = graphql`
  query LeadNotesQuery($id: ID!, $first: Int!, $putAway: Boolean!) {
    lead(id: $id) {
      id
      ...LeadNotes_lead @arguments(first: $first, putAway: $putAway)
    }
  }
`;

/** The notes on a lead. */
export default function LeadNotes({ leadId, changes }: Props) {
  const putAway = usePutAway();
  const { lead } = useLazyLoadQuery<LeadNotesQuery>(
    query,
    { id: leadId, first: PAGE, putAway: putAway.shown },
    { fetchPolicy: 'store-and-network' },
  );
  return lead && <Pages lead={lead} changes={changes} putAway={putAway} />;
}

interface PagesProps {
  lead: LeadNotes_lead$key;
  changes: number;
  putAway: PutAway;
}

function Pages({ lead, changes, putAway }: PagesProps) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    LeadNotesPageQuery,
    LeadNotes_lead$key
  >(
    graphql`
      fragment LeadNotes_lead on Lead
      @refetchable(queryName: "LeadNotesPageQuery")
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
          @connection(key: "LeadNotes_notes") {
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
    putAway: putAway.shown,
  });
  return (
    <NoteList
      kind="lead"
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
