import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { DealFiles_deal$key } from '@/__generated__/DealFiles_deal.graphql';
import type { DealFilesPageQuery } from '@/__generated__/DealFilesPageQuery.graphql';
import type { DealFilesQuery } from '@/__generated__/DealFilesQuery.graphql';
import { NewDocument } from '../documents/NewDocument';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { FileList } from './FileList';
import { Files, type PagesProps, type Props } from './Files';
import { wantedOf } from './shown';

const query = graphql`
  query DealFilesQuery($id: ID!, $first: Int!, $filter: FileFilter, $orderBy: [FileOrder!]) {
    deal(id: $id) {
      id
      ...DealFiles_deal @arguments(first: $first, filter: $filter, orderBy: $orderBy)
    }
  }
`;

/** The files of a deal. */
export default function DealFiles(props: Props) {
  return (
    <Files
      owner="deal"
      {...props}
      pages={Read}
      begin={(onMade) => <NewDocument dealId={props.id} onMade={onMade} />}
    />
  );
}

function Read(props: PagesProps) {
  const { id, shown, attempt } = props;
  const data = useLazyLoadQuery<DealFilesQuery>(
    query,
    { id, ...wantedOf(shown), first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.deal && <Pages {...props} deal={data.deal} />;
}

function Pages({ deal, ...props }: PagesProps & { deal: DealFiles_deal$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    DealFilesPageQuery,
    DealFiles_deal$key
  >(
    graphql`
      fragment DealFiles_deal on Deal
      @refetchable(queryName: "DealFilesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "FileFilter" }
        orderBy: { type: "[FileOrder!]" }
      ) {
        id
        files(first: $first, after: $after, filter: $filter, orderBy: $orderBy)
          @connection(key: "DealFiles_files", filters: ["filter", "orderBy"]) {
          edges {
            node {
              ...FileList_files
            }
          }
        }
      }
    `,
    deal,
  );
  const { edges } = data.files;
  const refetch = useQuietRefetch<DealFilesQuery>(query, {
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
