import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContactFiles_contact$key } from '@/__generated__/ContactFiles_contact.graphql';
import type { ContactFilesPageQuery } from '@/__generated__/ContactFilesPageQuery.graphql';
import type { ContactFilesQuery } from '@/__generated__/ContactFilesQuery.graphql';
import { PAGE, pageAgain } from '../notes/NoteList';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { FileList } from './FileList';
import { Files, type PagesProps, type Props } from './Files';
import { wantedOf } from './shown';

const query = graphql`
  query ContactFilesQuery($id: ID!, $first: Int!, $filter: FileFilter, $orderBy: [FileOrder!]) {
    contact(id: $id) {
      id
      ...ContactFiles_contact @arguments(first: $first, filter: $filter, orderBy: $orderBy)
    }
  }
`;

/** The files of a contact. */
export default function ContactFiles(props: Props) {
  return <Files owner="contact" {...props} pages={Read} />;
}

function Read(props: PagesProps) {
  const { id, shown, attempt } = props;
  const data = useLazyLoadQuery<ContactFilesQuery>(
    query,
    { id, ...wantedOf(shown), first: PAGE },
    { fetchPolicy: 'store-and-network', fetchKey: attempt },
  );
  return data.contact && <Pages {...props} contact={data.contact} />;
}

function Pages({ contact, ...props }: PagesProps & { contact: ContactFiles_contact$key }) {
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContactFilesPageQuery,
    ContactFiles_contact$key
  >(
    graphql`
      fragment ContactFiles_contact on Contact
      @refetchable(queryName: "ContactFilesPageQuery")
      @argumentDefinitions(
        first: { type: "Int", defaultValue: 20 }
        after: { type: "String" }
        filter: { type: "FileFilter" }
        orderBy: { type: "[FileOrder!]" }
      ) {
        id
        files(first: $first, after: $after, filter: $filter, orderBy: $orderBy)
          @connection(key: "ContactFiles_files", filters: ["filter", "orderBy"]) {
          edges {
            node {
              ...FileList_files
            }
          }
        }
      }
    `,
    contact,
  );
  const { edges } = data.files;
  const refetch = useQuietRefetch<ContactFilesQuery>(query, {
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
