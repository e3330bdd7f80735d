import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useLeadStatusDisqualifyMutation } from '@/__generated__/useLeadStatusDisqualifyMutation.graphql';
import type { useLeadStatusReopenMutation } from '@/__generated__/useLeadStatusReopenMutation.graphql';
import type { useLeadStatusStartMutation } from '@/__generated__/useLeadStatusStartMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';

/** Takes a lead up, puts it aside with a reason and takes it up again; the latter two are each other's undo. */
export function useLeadStatus(id: string) {
  const { t } = useTranslation('leads');
  const [commitStart] = useStep<useLeadStatusStartMutation>(graphql`
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
  const [commitDisqualify] = useStep<useLeadStatusDisqualifyMutation>(graphql`
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
  const [commitReopen] = useStep<useLeadStatusReopenMutation>(graphql`
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
  const plainly = useCallback((expectedVersion: number) => ({ input: { id, expectedVersion } }), [id]);

  const start = useCallback(
    async () =>
      (
        await commitStart(id, plainly, {
          optimisticUpdater: (store) => {
            const lead = store.get(id);
            lead?.setValue('WORKING', 'status');
            lead?.setValue(Number(lead.getValue('version') ?? 0) + 1, 'version');
          },
        })
      ).ok,
    [commitStart, id, plainly],
  );

  const putAside = useCallback(
    async (reason: string) =>
      (await commitDisqualify(id, (expectedVersion) => ({ input: { id, reason, expectedVersion } }))).ok,
    [commitDisqualify, id],
  );
  const takeUp = useCallback(async () => (await commitReopen(id, plainly)).ok, [commitReopen, id, plainly]);

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
