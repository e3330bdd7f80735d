import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { LeadFiles_lead$key } from '@/__generated__/LeadFiles_lead.graphql';
import type { LeadFilesPageQuery } from '@/__generated__/LeadFilesPageQuery.graphql';
import type { LeadFilesQuery } from '@/__generated__/LeadFilesQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { FileList } from './FileList';
import { Files, type PagesProps, type Props } from './Files';
import { wantedOf } from './shown';

const query = graphql`
  query LeadFilesQuery($id: ID!, $first: Int!, $filter: FileFilter, $orderBy: [FileOrder!]) {
    lead(id: $id) {
      id
      ...LeadFiles_lead @arguments(first: $first, filter: $filter, orderBy: $orderBy)
    }
  }
`;

/** The files of a lead. */
export default function LeadFiles(props: Props) {
  return <Files owner="lead" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, shown, attempt } = props;
  const data = useLazyLoadQuery<LeadFilesQuery>(
    query,
    { id, ...wantedOf(shown), first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.lead && <Pages {...props} lead={data.lead} />;
}

function Pages({ lead, ...props }: PagesProps & { lead: LeadFiles_lead$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    LeadFilesPageQuery,
    LeadFiles_lead$key
  >(
    graphql`
      fragment LeadFiles_lead on Lead
      @refetchable(queryName: "LeadFilesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "FileFilter" }
        orderBy: { type: "[FileOrder!]" }
      ) {
        id
        files(first: $first, after: $after, filter: $filter, orderBy: $orderBy)
          @connection(key: "LeadFiles_files", filters: ["filter", "orderBy"]) {
          edges {
            node {
              ...FileList_files
            }
          }
        }
      }
    `,
    lead,
  );
  const { edges } = data.files;
  const refetch = useQuietRefetch<LeadFilesQuery>(query, {
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
