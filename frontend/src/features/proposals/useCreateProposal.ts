import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  CreateProposalInput,
  useCreateProposalMutation,
} from '@/__generated__/useCreateProposalMutation.graphql';
import { useAction } from '@/app/useAction';

/** A new draft with the deal's lines; its id. Whether one is being made, for the button. */
export function useCreateProposal(): [(input: CreateProposalInput) => Promise<string | undefined>, boolean] {
  const [commit, busy] = useAction<useCreateProposalMutation>(graphql`
    mutation useCreateProposalMutation($input: CreateProposalInput!) {
      createProposal(input: $input) {
        proposal {
          id
          version
          ...ProposalCells_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const create = useCallback(
    async (input: CreateProposalInput) => {
      const result = await commit({ input });
      return result.ok ? result.data.createProposal.proposal?.id : undefined;
    },
    [commit],
  );
  return [create, busy];
}
