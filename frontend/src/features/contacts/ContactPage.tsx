import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ContactPageQuery } from '@/__generated__/ContactPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContactView } from './ContactView';

const query = graphql`
  query ContactPageQuery($id: ID!) {
    eventCursor
    contact(id: $id) {
      id
      ...ContactView_contact
    }
    tasks(filter: { contactId: { eq: $id } }, orderBy: [{ field: DUE_AT, direction: ASC }], first: 100) {
      nodes {
        id
      }
      ...RecordTasks_tasks
    }
  }
`;

export default function ContactPage() {
  const { contactId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<ContactPageQuery>(
    query,
    { id: contactId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const refetch = useQuietRefetch<ContactPageQuery>(query, { id: contactId });
  useRecordEvents(data.eventCursor, {
    kinds: ['account.*', 'contact.*', 'deal.*', 'task.*'],
    // New deals and tasks name no contact in their event, so those kinds always ask again.
    matches: (event) => event.subjectId === contactId || /^(deal|task)\./.test(event.kind),
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  if (!data.contact) return <NotFound />;
  return (
    <ContactView
      key={contactId}
      contact={data.contact}
      tasks={data.tasks}
      fresh={fresh.has(contactId)}
      onChanged={refetch}
    />
  );
}
