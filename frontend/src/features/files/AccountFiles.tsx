import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { AccountFiles_account$key } from '@/__generated__/AccountFiles_account.graphql';
import type { AccountFilesPageQuery } from '@/__generated__/AccountFilesPageQuery.graphql';
import type { AccountFilesQuery } from '@/__generated__/AccountFilesQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { FileList } from './FileList';
import { Files, type PagesProps, type Props } from './Files';
import { wantedOf } from './shown';

const query = graphql`
  query AccountFilesQuery($id: ID!, $first: Int!, $filter: FileFilter, $orderBy: [FileOrder!]) {
    account(id: $id) {
      id
      ...AccountFiles_account @arguments(first: $first, filter: $filter, orderBy: $orderBy)
    }
  }
`;

/** The files of an account, not those of its deals and contacts. */
export default function AccountFiles(props: Props) {
  return <Files owner="account" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, shown, attempt } = props;
  const data = useLazyLoadQuery<AccountFilesQuery>(
    query,
    { id, ...wantedOf(shown), first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.account && <Pages {...props} account={data.account} />;
}

function Pages({ account, ...props }: PagesProps & { account: AccountFiles_account$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    AccountFilesPageQuery,
    AccountFiles_account$key
  >(
    graphql`
      fragment AccountFiles_account on Account
      @refetchable(queryName: "AccountFilesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "FileFilter" }
        orderBy: { type: "[FileOrder!]" }
      ) {
        id
        files(first: $first, after: $after, filter: $filter, orderBy: $orderBy)
          @connection(key: "AccountFiles_files", filters: ["filter", "orderBy"]) {
          edges {
            node {
              ...FileList_files
            }
          }
        }
      }
    `,
    account,
  );
  const { edges } = data.files;
  const refetch = useQuietRefetch<AccountFilesQuery>(query, {
    id: props.id,
    ...wantedOf(props.shown),
    first: pageAgain(edges.length, hasNext),
  });
  return (
    <FileList
      {...props}
      files={edges.map(({ node }) => node)}
      paging={{ hasNext, isLoadingNext, loadNext }}
      refetch={refetch}
    />
  );
}
