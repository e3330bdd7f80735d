import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useProposalActionsDeclineMutation } from '@/__generated__/useProposalActionsDeclineMutation.graphql';
import type { useProposalActionsReopenMutation } from '@/__generated__/useProposalActionsReopenMutation.graphql';
import type { useProposalActionsReviseMutation } from '@/__generated__/useProposalActionsReviseMutation.graphql';
import type { useProposalActionsSendMutation } from '@/__generated__/useProposalActionsSendMutation.graphql';
import type { useProposalActionsSubmitMutation } from '@/__generated__/useProposalActionsSubmitMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';
import { versionOf } from '@/relay/versionOf';
import type { SaveResult } from '@/ui/InlineEdit';
import { useUpdateProposal } from './useUpdateProposal';

/** Whatever step was taken: all that the page and the lists show of it may have changed. */
export const SHOWN = graphql`
  fragment useProposalActions_shown on Proposal {
    ...ProposalCells_proposal
    ...ProposalView_proposal
  }
`;

const quiet = { onRefused: () => undefined };

/**
 * The steps of a proposal's way. They wait for the server: whether one is allowed is not for the screen to guess.
 * Those with a form give their refusals back as values; the others tell them.
 */
export function useProposalActions(id: string) {
  const { t } = useTranslation('proposals');
  const environment = useRelayEnvironment();
  const update = useUpdateProposal(id);
  const [commitSubmit] = useStep<useProposalActionsSubmitMutation>(graphql`
    mutation useProposalActionsSubmitMutation($input: SubmitProposalInput!) {
      submitProposal(input: $input) {
        proposal {
          ...useProposalActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useStep<useProposalActionsReopenMutation>(graphql`
    mutation useProposalActionsReopenMutation($input: ReopenProposalInput!) {
      reopenProposal(input: $input) {
        proposal {
          ...useProposalActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitSend] = useStep<useProposalActionsSendMutation>(graphql`
    mutation useProposalActionsSendMutation($input: SendProposalInput!) {
      sendProposal(input: $input) {
        proposal {
          ...useProposalActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitDecline] = useStep<useProposalActionsDeclineMutation>(graphql`
    mutation useProposalActionsDeclineMutation($input: DeclineProposalInput!) {
      declineProposal(input: $input) {
        proposal {
          ...useProposalActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRevise] = useStep<useProposalActionsReviseMutation>(graphql`
    mutation useProposalActionsReviseMutation($input: ReviseProposalInput!) {
      reviseProposal(input: $input) {
        proposal {
          id
          ...useProposalActions_shown @relay(mask: false)
          previous {
            ...useProposalActions_shown @relay(mask: false)
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const plainly = useCallback((expectedVersion: number) => ({ input: { id, expectedVersion } }), [id]);

  const submit = useCallback(
    (message: string | null): Promise<SaveResult> =>
      commitSubmit(id, (expectedVersion) => ({ input: { id, message, expectedVersion } }), quiet),
    [commitSubmit, id],
  );
  const decline = useCallback(
    (reason: string): Promise<SaveResult> =>
      commitDecline(id, (expectedVersion) => ({ input: { id, reason, expectedVersion } }), quiet),
    [commitDecline, id],
  );
  const reopen = useCallback(() => commitReopen(id, plainly), [commitReopen, id, plainly]);
  const send = useCallback(() => commitSend(id, plainly), [commitSend, id, plainly]);
  /** Id of the new version's draft. */
  const revise = useCallback(async () => {
    const result = await commitRevise(id, plainly);
    return result.ok ? result.data.reviseProposal.proposal?.id : undefined;
  }, [commitRevise, id, plainly]);

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
