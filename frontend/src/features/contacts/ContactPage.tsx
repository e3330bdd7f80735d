import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ContactPageQuery } from '@/__generated__/ContactPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { ReadOnly } from '../merging/ReadOnly';
import { FreshContext, useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContactView } from './ContactView';

const query = graphql`
  query ContactPageQuery($id: ID!) {
    eventCursor(label: $id)
    contact(id: $id) {
      id
      mergedInto {
        id
      }
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
  const [noteChanges, setNoteChanges] = useState(0);
  const [activityChanges, setActivityChanges] = useState(0);
  const [fileChanges, setFileChanges] = useState(0);
  const [changes, setChanges] = useState(0);
  const refetch = useQuietRefetch<ContactPageQuery>(query, { id: contactId });
  useRecordEvents(data.eventCursor, {
    kinds: [
      'account.*',
      'activity.*',
      'contact.*',
      'deal.*',
      'file.*',
      'lead.*',
      'note.*',
      'stakeholder.*',
      'task.*',
    ],
    // News of activities, deals, files, leads, stakeholders, notes and tasks name no contact, so those kinds always ask again.
    matches: (event) =>
      event.subjectId === contactId || /^(activity|deal|file|lead|note|stakeholder|task)\./.test(event.kind),
    onEvents: (events, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      if (events.some(({ kind }) => kind.startsWith('note.'))) setNoteChanges((old) => old + 1);
      // A file may be an activity's.
      if (events.some(({ kind }) => /^(activity|file)\./.test(kind))) setActivityChanges((old) => old + 1);
      if (events.some(({ kind }) => kind.startsWith('file.'))) setFileChanges((old) => old + 1);
      setChanges((old) => old + 1);
      refetch();
    },
    onResync: () => {
      setNoteChanges((old) => old + 1);
      setFileChanges((old) => old + 1);
      setActivityChanges((old) => old + 1);
      setChanges((old) => old + 1);
      refetch();
    },
  });

  if (!data.contact) return <NotFound />;
  return (
    <FreshContext value={fresh}>
      <ReadOnly when={Boolean(data.contact.mergedInto)}>
        <ContactView
          key={contactId}
          contact={data.contact}
          tasks={data.tasks}
          fresh={fresh.has(contactId)}
          noteChanges={noteChanges}
          activityChanges={activityChanges}
          fileChanges={fileChanges}
          changes={changes}
          onChanged={refetch}
        />
      </ReadOnly>
    </FreshContext>
  );
}
