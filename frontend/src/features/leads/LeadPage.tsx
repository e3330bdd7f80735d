import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { LeadPageQuery } from '@/__generated__/LeadPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { FreshContext, useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { LeadView } from './LeadView';

const query = graphql`
  query LeadPageQuery($id: ID!) {
    eventCursor(label: $id)
    lead(id: $id) {
      id
      ...LeadView_lead
    }
  }
`;

export default function LeadPage() {
  const { leadId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<LeadPageQuery>(query, { id: leadId }, { fetchPolicy: 'store-and-network' });
  const [fresh, markFresh] = useFresh();
  const [noteChanges, setNoteChanges] = useState(0);
  const [activityChanges, setActivityChanges] = useState(0);
  const [fileChanges, setFileChanges] = useState(0);
  const refetch = useQuietRefetch<LeadPageQuery>(query, { id: leadId });
  useRecordEvents(data.eventCursor, {
    kinds: ['activity.*', 'file.*', 'lead.*', 'note.*', 'task.*'],
    // Events of what hangs off a lead do not name it, but those that name another record are not of it.
    matches: ({ kind, subjectId, accountId, dealId }) =>
      kind.startsWith('lead.') ? subjectId === leadId : !accountId && !dealId,
    onEvents: (events, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      if (events.some(({ kind }) => kind.startsWith('note.'))) setNoteChanges((old) => old + 1);
      // A file may be an activity's.
      if (events.some(({ kind }) => /^(activity|file)\./.test(kind))) setActivityChanges((old) => old + 1);
      if (events.some(({ kind }) => kind.startsWith('file.'))) setFileChanges((old) => old + 1);
      refetch();
    },
    onResync: () => {
      setNoteChanges((old) => old + 1);
      setFileChanges((old) => old + 1);
      setActivityChanges((old) => old + 1);
      refetch();
    },
  });

  if (!data.lead) return <NotFound />;
  return (
    <FreshContext value={fresh}>
      <LeadView
        key={leadId}
        lead={data.lead}
        fresh={fresh.has(leadId)}
        noteChanges={noteChanges}
        activityChanges={activityChanges}
        fileChanges={fileChanges}
        onChanged={refetch}
      />
    </FreshContext>
  );
}
