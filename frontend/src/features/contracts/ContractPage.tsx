import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ContractPageQuery } from '@/__generated__/ContractPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ContractView } from './ContractView';
import { useContractLive } from './useContractLive';

const query = graphql`
  query ContractPageQuery($id: ID!) {
    eventCursor(label: $id)
    contractPackage(id: $id) {
      id
      deal {
        id
      }
      ...ContractView_contract
    }
  }
`;

export default function ContractPage() {
  const { contractId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<ContractPageQuery>(
    query,
    { id: contractId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const refetch = useQuietRefetch<ContractPageQuery>(query, { id: contractId });
  const dealId = data.contractPackage?.deal.id;
  useContractLive(
    dealId === undefined ? undefined : data.eventCursor,
    { dealId },
    {
      onChange: (ids, others) => {
        markFresh(others);
        // Who may do what now, and what is no longer visible, the news does not tell.
        if (ids.includes(contractId)) refetch();
      },
      onResync: refetch,
    },
  );
  // A newer version of a file, or one put away, is no news of the package unless it was approved.
  useRecordEvents(data.eventCursor, {
    kinds: ['deal.*', 'file.*'],
    matches: (event) => dealId !== undefined && (event.dealId === dealId || event.subjectId === dealId),
    onEvents: refetch,
    onResync: refetch,
  });
  if (!data.contractPackage) return <NotFound />;
  return <ContractView key={contractId} contract={data.contractPackage} fresh={fresh.has(contractId)} />;
}
