import { useCallback } from 'react';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useRecallMutation } from '@/__generated__/useRecallMutation.graphql';
import { useAction } from '@/app/useAction';
import { versionOf } from '../deal/useSaveDeal';

/** Takes a proposal back from those who are to approve it: it is a draft again. */
export function useRecall(id: string) {
  const environment = useRelayEnvironment();
  const [commit] = useAction<useRecallMutation>(graphql`
    mutation useRecallMutation($input: RecallProposalInput!) {
      recallProposal(input: $input) {
        proposal {
          ...ProposalCells_proposal
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    () => commit({ input: { id, expectedVersion: versionOf(environment, id) } }),
    [commit, environment, id],
  );
}
