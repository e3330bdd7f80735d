import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { AccountNotes_account$key } from '@/__generated__/AccountNotes_account.graphql';
import type { AccountNotesPageQuery } from '@/__generated__/AccountNotesPageQuery.graphql';
import type { AccountNotesQuery } from '@/__generated__/AccountNotesQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { NoteList, PAGE, pageAgain } from './NoteList';
import { type PutAway, usePutAway } from './usePutAway';

interface Props {
  accountId: string;
  /** Grows with every event of a note of the account, and when events may have been missed. */
  changes: number;
}

const query = graphql`
  query AccountNotesQuery($id: ID!, $first: Int!, $putAway: Boolean!) {
    account(id: $id) {
      id
      ...AccountNotes_account @arguments(first: $first, putAway: $putAway)
    }
  }
`;

/** The notes on an account, not those on its deals and contacts. */
export default function AccountNotes({ accountId, changes }: Props) {
  const putAway = usePutAway();
  const { account } = useLazyLoadQuery<AccountNotesQuery>(
    query,
    { id: accountId, first: PAGE, putAway: putAway.shown },
    { fetchPolicy: 'store-and-network' },
  );
  return account && <Pages account={account} changes={changes} putAway={putAway} />;
}

interface PagesProps {
  account: AccountNotes_account$key;
  changes: number;
  putAway: PutAway;
}

function Pages({ account, changes, putAway }: PagesProps) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    AccountNotesPageQuery,
    AccountNotes_account$key
  >(
    graphql`
      fragment AccountNotes_account on Account
      @refetchable(queryName: "AccountNotesPageQuery")
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
          @connection(key: "AccountNotes_notes") {
          __id
          edges {
            node {
              ...NoteList_notes
            }
          }
        }
      }
    `,
    account,
  );
  const { edges, __id: connection } = data.notes;
  const refetch = useQuietRefetch<AccountNotesQuery>(query, {
    id: data.id,
    first: pageAgain(edges.length, hasNext),
    putAway: putAway.shown,
  });
  return (
    <NoteList
      kind="account"
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
