import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ActivityFiles_activity$key } from '@/__generated__/ActivityFiles_activity.graphql';
import type { ActivityFilesPageQuery } from '@/__generated__/ActivityFilesPageQuery.graphql';
import type { ActivityFilesQuery } from '@/__generated__/ActivityFilesQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { FileList } from './FileList';
import { Files, type PagesProps, type Props } from './Files';
import { wantedOf } from './shown';

const query = graphql`
  query ActivityFilesQuery($id: ID!, $first: Int!, $filter: FileFilter, $orderBy: [FileOrder!]) {
    activity(id: $id) {
      id
      ...ActivityFiles_activity @arguments(first: $first, filter: $filter, orderBy: $orderBy)
    }
  }
`;

/** The files of an activity, such as its agenda and what was shown. */
export default function ActivityFiles(props: Props) {
  return <Files owner="activity" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, shown, attempt } = props;
  const data = useLazyLoadQuery<ActivityFilesQuery>(
    query,
    { id, ...wantedOf(shown), first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.activity && <Pages {...props} activity={data.activity} />;
}

function Pages({ activity, ...props }: PagesProps & { activity: ActivityFiles_activity$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ActivityFilesPageQuery,
    ActivityFiles_activity$key
  >(
    graphql`
      fragment ActivityFiles_activity on Activity
      @refetchable(queryName: "ActivityFilesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "FileFilter" }
        orderBy: { type: "[FileOrder!]" }
      ) {
        id
        files(first: $first, after: $after, filter: $filter, orderBy: $orderBy)
          @connection(key: "ActivityFiles_files", filters: ["filter", "orderBy"]) {
          edges {
            node {
              ...FileList_files
            }
          }
        }
      }
    `,
    activity,
  );
  const { edges } = data.files;
  const refetch = useQuietRefetch<ActivityFilesQuery>(query, {
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
