import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContactCells_contact$key } from '@/__generated__/ContactCells_contact.graphql';
import type { ContactList_query$key } from '@/__generated__/ContactList_query.graphql';
import type { ContactListPageQuery } from '@/__generated__/ContactListPageQuery.graphql';
import type { ContactListQuery, ContactListQuery$variables } from '@/__generated__/ContactListQuery.graphql';
import { useCustomColumns } from '../fields/lists';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContactCell, type ContactColumn } from './ContactCells';

interface Props {
  variables: Omit<ContactListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query ContactListQuery($filter: ContactFilter, $orderBy: [ContactOrder!], $search: String, $first: Int!) {
    eventCursor(label: "contacts")
    ...ContactList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<ContactColumn>[] = [
  { id: 'name', size: 220, sortField: 'NAME' },
  { id: 'account', size: 200, phone: 'detail' },
  { id: 'jobTitle', size: 180, phone: 'detail' },
  { id: 'email', size: 230 },
  { id: 'phone', size: 170, phone: 'value' },
  { id: 'owner', size: 180 },
  { id: 'department', size: 150, hidden: true },
  { id: 'source', size: 140, hidden: true },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 180, sortField: 'CREATED_AT', hidden: true },
];

export function ContactList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const custom = useCustomColumns('CONTACT');
  const columns = useMemo(() => [...COLUMNS, ...custom], [custom]);
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<ContactListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ContactListPageQuery,
    ContactList_query$key
  >(
    graphql`
      fragment ContactList_query on Query
      @refetchable(queryName: "ContactListPageQuery")
      @argumentDefinitions(
        filter: { type: "ContactFilter" }
        orderBy: { type: "[ContactOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        contacts(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "ContactList_contacts") {
          totalCount
          edges {
            node {
              id
              ...ContactCells_contact
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<ContactListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['contact.*'],
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.contacts.edges.map(({ node }) => node), [data.contacts.edges]);
  return (
    <RecordTable
      name="contacts"
      icon={IconAddressBook}
      frame={frame}
      columns={columns}
      rows={rows}
      cell={cell}
      totalCount={data.contacts.totalCount}
      fresh={fresh}
      onOpen={(contactId) => void navigate({ to: '/contacts/$contactId', params: { contactId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(contact: ContactCells_contact$key & { id: string }, column: ContactColumn, plain?: boolean) {
  return <ContactCell contact={contact} column={column} plain={plain} />;
}
