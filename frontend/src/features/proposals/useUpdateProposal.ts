import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateProposalInput,
  useUpdateProposalMutation,
} from '@/__generated__/useUpdateProposalMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { applyTotals } from './useProposalLines';

export type ProposalPatch = Omit<UpdateProposalInput, 'id' | 'expectedVersion'>;

/** What is plain text or a number shows at once; a discount's sums with it. */
const AT_ONCE = ['language', 'validUntil', 'discountPercent', 'intro', 'terms', 'archived'] as const;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateProposal(
  id: string,
): (patch: ProposalPatch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateProposalMutation>(graphql`
    mutation useUpdateProposalMutation($input: UpdateProposalInput!) {
      updateProposal(input: $input) {
        proposal {
          id
          version
          ...ProposalCells_proposal
          ...ProposalTable_proposal
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (patch, expectedVersion) =>
      update(
        { input: { id, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            const proposal = store.get(id);
            if (!proposal) return;
            for (const field of AT_ONCE) if (field in patch) proposal.setValue(patch[field], field);
            proposal.setValue(Number(proposal.getValue('version') ?? 0) + 1, 'version');
            if ('discountPercent' in patch) applyTotals(proposal);
          },
        },
      ),
    [update, id],
  );
}
