import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ProposalPageQuery } from '@/__generated__/ProposalPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { FreshContext, useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ProposalView } from './ProposalView';

const query = graphql`
  query ProposalPageQuery($id: ID!) {
    eventCursor(label: $id)
    proposal(id: $id) {
      id
      deal {
        id
      }
      ...ProposalView_proposal
    }
  }
`;

export default function ProposalPage() {
  const { proposalId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<ProposalPageQuery>(
    query,
    { id: proposalId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const [changes, setChanges] = useState(0);
  const refetch = useQuietRefetch<ProposalPageQuery>(query, { id: proposalId });
  const dealId = data.proposal?.deal.id;
  useRecordEvents(data.eventCursor, {
    kinds: ['approval.*', 'deal.*', 'order.*', 'proposal.*', 'proposal_line.*'],
    // All of it is the deal's: what becomes of a proposal shows in its other versions too.
    matches: (event) => event.dealId === dealId || event.subjectId === dealId,
    onEvents: (events, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      setChanges((old) => old + events.length);
      refetch();
    },
    onResync: () => {
      setChanges((old) => old + 1);
      refetch();
    },
  });

  if (!data.proposal) return <NotFound />;
  return (
    <FreshContext value={fresh}>
      <ProposalView
        key={proposalId}
        proposal={data.proposal}
        fresh={fresh.has(proposalId)}
        changes={changes}
      />
    </FreshContext>
  );
}
