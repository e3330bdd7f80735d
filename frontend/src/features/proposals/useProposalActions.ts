import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useProposalActionsDeclineMutation } from '@/__generated__/useProposalActionsDeclineMutation.graphql';
import type { useProposalActionsReopenMutation } from '@/__generated__/useProposalActionsReopenMutation.graphql';
import type { useProposalActionsReviseMutation } from '@/__generated__/useProposalActionsReviseMutation.graphql';
import type { useProposalActionsSendMutation } from '@/__generated__/useProposalActionsSendMutation.graphql';
import type { useProposalActionsSubmitMutation } from '@/__generated__/useProposalActionsSubmitMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { answered, offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { versionOf } from '../deal/useSaveDeal';
import { useUpdateProposal } from './useUpdateProposal';

const quiet = { onRefused: () => undefined };

/**
 * The steps of a proposal's way. They wait for the server: whether one is allowed is not for the screen to guess.
 * Those with a form give their refusals back as values; the others tell them.
 */
export function useProposalActions(id: string) {
  const { t } = useTranslation('proposals');
  const environment = useRelayEnvironment();
  const update = useUpdateProposal(id);
  const [commitSubmit] = useAction<useProposalActionsSubmitMutation>(graphql`
    mutation useProposalActionsSubmitMutation($input: SubmitProposalInput!) {
      submitProposal(input: $input) {
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
  const [commitReopen] = useAction<useProposalActionsReopenMutation>(graphql`
    mutation useProposalActionsReopenMutation($input: ReopenProposalInput!) {
      reopenProposal(input: $input) {
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
  const [commitSend] = useAction<useProposalActionsSendMutation>(graphql`
    mutation useProposalActionsSendMutation($input: SendProposalInput!) {
      sendProposal(input: $input) {
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
  const [commitDecline] = useAction<useProposalActionsDeclineMutation>(graphql`
    mutation useProposalActionsDeclineMutation($input: DeclineProposalInput!) {
      declineProposal(input: $input) {
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
  const [commitRevise] = useAction<useProposalActionsReviseMutation>(graphql`
    mutation useProposalActionsReviseMutation($input: ReviseProposalInput!) {
      reviseProposal(input: $input) {
        proposal {
          id
          ...ProposalCells_proposal
          ...ProposalView_proposal
          previous {
            ...ProposalCells_proposal
            ...ProposalView_proposal
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  // What was typed a moment ago is part of what goes its way: its version counts.
  const now = useCallback(async () => {
    await answered();
    return { id, expectedVersion: versionOf(environment, id) };
  }, [environment, id]);

  const submit = useCallback(
    async (message: string | null): Promise<SaveResult> =>
      commitSubmit({ input: { ...(await now()), message } }, quiet),
    [commitSubmit, now],
  );
  const decline = useCallback(
    async (reason: string): Promise<SaveResult> =>
      commitDecline({ input: { ...(await now()), reason } }, quiet),
    [commitDecline, now],
  );
  const reopen = useCallback(async () => commitReopen({ input: await now() }), [commitReopen, now]);
  const send = useCallback(async () => commitSend({ input: await now() }), [commitSend, now]);
  /** Id of the new version's draft. */
  const revise = useCallback(async () => {
    const result = await commitRevise({ input: await now() });
    return result.ok ? result.data.reviseProposal.proposal?.id : undefined;
  }, [commitRevise, now]);

  const setArchived = useCallback(
    async (archived: boolean): Promise<boolean> => {
      const result = await update({ archived }, versionOf(environment, id));
      if (!result.ok) reportUserErrors(result.errors);
      return result.ok;
    },
    [update, environment, id],
  );
  const archive = useCallback(
    async (name: string) => {
      if (!(await setArchived(true))) return;
      offerUndo({ message: t('wasPutAway', { name }), undo: () => setArchived(false) });
    },
    [setArchived, t],
  );
  const restore = useCallback(() => setArchived(false), [setArchived]);

  return useMemo(
    () => ({ submit, decline, reopen, send, revise, archive, restore }),
    [submit, decline, reopen, send, revise, archive, restore],
  );
}
