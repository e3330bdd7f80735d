import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { DealNotes_deal$key } from '@/__generated__/DealNotes_deal.graphql';
import type { DealNotesPageQuery } from '@/__generated__/DealNotesPageQuery.graphql';
import type { DealNotesQuery } from '@/__generated__/DealNotesQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { NoteList, PAGE, pageAgain } from './NoteList';
import { type PutAway, usePutAway } from './usePutAway';

interface Props {
  dealId: string;
  /** Grows with every event of a note of the deal, and when events may have been missed. */
  changes: number;
}

const query = graphql`
  query DealNotesQuery($id: ID!, $first: Int!, $putAway: Boolean!) {
    deal(id: $id) {
      id
      ...DealNotes_deal @arguments(first: $first, putAway: $putAway)
    }
  }
`;

/** The notes on a deal. */
export default function DealNotes({ dealId, changes }: Props) {
  const putAway = usePutAway();
  const { deal } = useLazyLoadQuery<DealNotesQuery>(
    query,
    { id: dealId, first: PAGE, putAway: putAway.shown },
    { fetchPolicy: 'store-and-network' },
  );
  return deal && <Pages deal={deal} changes={changes} putAway={putAway} />;
}

interface PagesProps {
  deal: DealNotes_deal$key;
  changes: number;
  putAway: PutAway;
}

function Pages({ deal, changes, putAway }: PagesProps) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    DealNotesPageQuery,
    DealNotes_deal$key
  >(
    graphql`
      fragment DealNotes_deal on Deal
      @refetchable(queryName: "DealNotesPageQuery")
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
          @connection(key: "DealNotes_notes") {
          __id
          edges {
            node {
              ...NoteList_notes
            }
          }
        }
      }
    `,
    deal,
  );
  const { edges, __id: connection } = data.notes;
  const refetch = useQuietRefetch<DealNotesQuery>(query, {
    id: data.id,
    first: pageAgain(edges.length, hasNext),
    putAway: putAway.shown,
  });
  return (
    <NoteList
      kind="deal"
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
