import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { AccountPageQuery } from '@/__generated__/AccountPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { AccountView } from './AccountView';

const query = graphql`
  query AccountPageQuery($id: ID!) {
    eventCursor
    account(id: $id) {
      id
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
  const refetch = useQuietRefetch<AccountPageQuery>(query, { id: accountId });
  useRecordEvents(data.eventCursor, {
    kinds: ['account.*', 'contact.*', 'deal.*', 'task.*'],
    // Its own changes, and those of its contacts, deals and tasks.
    matches: (event) => event.subjectId === accountId || event.accountId === accountId,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  if (!data.account) return <NotFound />;
  return (
    <AccountView key={accountId} account={data.account} fresh={fresh.has(accountId)} onChanged={refetch} />
  );
}
