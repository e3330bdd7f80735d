import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { AccountPageQuery } from '@/__generated__/AccountPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { ReadOnly } from '../merging/ReadOnly';
import { FreshContext, useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { AccountView } from './AccountView';

const query = graphql`
  query AccountPageQuery($id: ID!) {
    eventCursor(label: $id)
    account(id: $id) {
      id
      mergedInto {
        id
      }
      ...AccountView_account
    }
  }
`;

export default function AccountPage() {
  const { accountId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<AccountPageQuery>(
    query,
    { id: accountId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const [noteChanges, setNoteChanges] = useState(0);
  const [activityChanges, setActivityChanges] = useState(0);
  const [fileChanges, setFileChanges] = useState(0);
  const [changes, setChanges] = useState(0);
  const refetch = useQuietRefetch<AccountPageQuery>(query, { id: accountId });
  useRecordEvents(data.eventCursor, {
    kinds: [
      'account.*',
      'activity.*',
      'contact.*',
      'deal.*',
      'deal_competitor.*',
      'deal_line.*',
      'file.*',
      'influence.*',
      'lead.*',
      'note.*',
      'stakeholder.*',
      'task.*',
    ],
    // Its own changes, those of what belongs to it, and deals that went to another account: perhaps from this one.
    matches: ({ subjectId, accountId: of, kind, changes }) =>
      subjectId === accountId ||
      of === accountId ||
      (kind.startsWith('deal.') && changes.some(({ field }) => field === 'account')),
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

  if (!data.account) return <NotFound />;
  return (
    <FreshContext value={fresh}>
      <ReadOnly when={Boolean(data.account.mergedInto)}>
        <AccountView
          key={accountId}
          account={data.account}
          fresh={fresh.has(accountId)}
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
