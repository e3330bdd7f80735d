import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalSide_proposal$key } from '@/__generated__/ProposalSide_proposal.graphql';

/**
 * Beside the proposal, between its details and its orders: the place for how far its approval has come, and for
 * recalling it. What stands here reads its own fragment, spread into this one.
 */
export function ProposalSide({ proposal }: { proposal: ProposalSide_proposal$key }) {
  useFragment(
    graphql`
      fragment ProposalSide_proposal on Proposal {
        id
        status
      }
    `,
    proposal,
  );
  return null;
}
