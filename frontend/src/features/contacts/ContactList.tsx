import { Button } from '@mantine/core';
import IconAddressBook from '@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ContactList_query$key } from '@/__generated__/ContactList_query.graphql';
import type { ContactListPageQuery } from '@/__generated__/ContactListPageQuery.graphql';
import type { ContactListQuery, ContactListQuery$variables } from '@/__generated__/ContactListQuery.graphql';
import { useCanWrite } from '@/app/viewer';
import { formatSort, parseSort } from '@/searchParams';
import { type DataColumn, DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContactCell, type ContactColumn } from './ContactCells';

const PAGE = 50;

interface Props {
  variables: Omit<ContactListQuery$variables, 'first'>;
  sort: string | undefined;
  filtered: boolean;
  onSort: (sort: string | undefined) => void;
  onClear: () => void;
  onCreate: () => void;
}

const query = graphql`
  query ContactListQuery($filter: ContactFilter, $orderBy: [ContactOrder!], $search: String, $first: Int!) {
    eventCursor
    ...ContactList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

interface ColumnShape {
  id: ContactColumn;
  size: number;
  sortField?: string;
  align?: 'right';
  hidden?: boolean;
}

const COLUMNS: readonly ColumnShape[] = [
  { id: 'name', size: 220, sortField: 'NAME' },
  { id: 'account', size: 200 },
  { id: 'jobTitle', size: 180 },
  { id: 'email', size: 230 },
  { id: 'phone', size: 170 },
  { id: 'owner', size: 180 },
  { id: 'department', size: 150, hidden: true },
  { id: 'source', size: 140, hidden: true },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 180, sortField: 'CREATED_AT', hidden: true },
];

export function ContactList({ variables, sort, filtered, onSort, onClear, onCreate }: Props) {
  const { t } = useTranslation(['contacts', 'app', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const [fresh, markFresh] = useFresh();
  // The old list stays while the next one is on its way.
  const wanted = useDeferredValue(variables);
  const asked = useMemo(() => ({ ...wanted, first: PAGE }), [wanted]);
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
  type Row = (typeof rows)[number];
  const columns = useMemo(
    () =>
      COLUMNS.map(
        ({ id, hidden, ...shape }): DataColumn<Row> => ({
          ...shape,
          id,
          header: t(`contacts:column.${id}`),
          fixed: id === 'name',
          defaultHidden: hidden,
          cell: (row) => <ContactCell contact={row} column={id} />,
        }),
      ),
    [t],
  );

  const empty = filtered ? (
    <Empty
      title={t('common:table.noMatch')}
      icon={IconAddressBook}
      action={
        <Button variant="default" onClick={onClear}>
          {t('common:filter.clear')}
        </Button>
      }
    >
      {t('common:table.noMatchHint')}
    </Empty>
  ) : (
    <Empty
      title={t('contacts:empty.title')}
      icon={IconAddressBook}
      action={canWrite && <Button onClick={onCreate}>{t('contacts:new')}</Button>}
    >
      {t('contacts:empty.body')}
    </Empty>
  );

  return (
    <DataTable
      name="contacts"
      label={t('contacts:title')}
      columns={columns}
      rows={rows}
      sort={parseSort(sort)}
      onSort={(next) => onSort(formatSort(next))}
      onOpen={({ id }) => void navigate({ to: '/contacts/$contactId', params: { contactId: id } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
      pageSize={PAGE}
      totalCount={data.contacts.totalCount}
      isFresh={({ id }) => fresh.has(id)}
      empty={empty}
    />
  );
}
