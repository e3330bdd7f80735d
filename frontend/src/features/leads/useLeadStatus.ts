import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useLeadStatusDisqualifyMutation } from '@/__generated__/useLeadStatusDisqualifyMutation.graphql';
import type { useLeadStatusReopenMutation } from '@/__generated__/useLeadStatusReopenMutation.graphql';
import type { useLeadStatusStartMutation } from '@/__generated__/useLeadStatusStartMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { versionOf } from '../deal/useSaveDeal';

/** Takes a lead up, puts it aside with a reason and takes it up again; the latter two are each other's undo. */
export function useLeadStatus(id: string) {
  const { t } = useTranslation('leads');
  const environment = useRelayEnvironment();
  const [commitStart] = useAction<useLeadStatusStartMutation>(graphql`
    mutation useLeadStatusStartMutation($input: StartLeadInput!) {
      startLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
          ...LeadView_lead
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitDisqualify] = useAction<useLeadStatusDisqualifyMutation>(graphql`
    mutation useLeadStatusDisqualifyMutation($input: DisqualifyLeadInput!) {
      disqualifyLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
          ...LeadView_lead
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useAction<useLeadStatusReopenMutation>(graphql`
    mutation useLeadStatusReopenMutation($input: ReopenLeadInput!) {
      reopenLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
          ...LeadView_lead
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const version = useCallback(() => versionOf(environment, id), [environment, id]);

  const start = useCallback(
    async () =>
      (
        await commitStart(
          { input: { id, expectedVersion: version() } },
          {
            optimisticUpdater: (store) => {
              const lead = store.get(id);
              lead?.setValue('WORKING', 'status');
              lead?.setValue(version() + 1, 'version');
            },
          },
        )
      ).ok,
    [commitStart, id, version],
  );

  const putAside = useCallback(
    async (reason: string) =>
      (await commitDisqualify({ input: { id, reason, expectedVersion: version() } })).ok,
    [commitDisqualify, id, version],
  );
  const takeUp = useCallback(
    async () => (await commitReopen({ input: { id, expectedVersion: version() } })).ok,
    [commitReopen, id, version],
  );

  const disqualify = useCallback(
    async (reason: string) => {
      const done = await putAside(reason);
      if (done) offerUndo({ message: t('disqualify.done'), undo: takeUp });
      return done;
    },
    [putAside, takeUp, t],
  );
  const reopen = useCallback(
    async (reason: string | null | undefined) => {
      if (!(await takeUp())) return;
      if (reason) offerUndo({ message: t('reopened'), undo: () => putAside(reason) });
    },
    [putAside, takeUp, t],
  );
  return useMemo(() => ({ start, disqualify, reopen }), [start, disqualify, reopen]);
}
