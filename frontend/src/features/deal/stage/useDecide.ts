import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useDecideMutation } from '@/__generated__/useDecideMutation.graphql';
import { toast } from '@/app/toasts';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import { useTellAsked } from '../../approvals/useTellAsked';
import { askWhatIsMissing, type Decision } from '../../gate/asking';

export interface DecidedDeal {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly id: string };
  readonly stage: { readonly id: string };
  readonly pipeline: {
    readonly allowSkip: boolean;
    readonly stages: readonly {
      readonly id: string;
      readonly name: string;
      readonly kind: string;
      readonly position: number;
    }[];
  };
}

/**
 * Decides, and waits for the server: a decision is not shown before it is one. What a stage's gate still asks for
 * opens the gate's dialog, which finishes the same decision.
 */
export function useDecide({ id, name, pipeline }: DecidedDeal): (decision: Decision) => Promise<SaveResult> {
  const { t } = useTranslation('plans');
  const tellAsked = useTellAsked();
  const [act] = useStep<useDecideMutation>(graphql`
    mutation useDecideMutation($input: DecideGoNoGoInput!) {
      decideGoNoGo(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
          ...DealHeader_deal
          ...DealStages_deal
          ...StagePanel_deal
          ...DealFields_deal
          ...DealVisits_deal
        }
        pendingApproval {
          id
          version
          stage {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    async (decision) => {
      const result = await act(
        id,
        (expectedVersion) => ({ input: { dealId: id, ...decision, expectedVersion } }),
        { onRefused: () => undefined },
      );
      const told = () => toast.success(t(decision.decision === 'GO' ? 'goNoGo.went' : 'goNoGo.stopped'));
      if (result.ok) {
        const { pendingApproval } = result.data.decideGoNoGo;
        if (pendingApproval) tellAsked(pendingApproval, name);
        else told();
        return { ok: true };
      }
      const lost = pipeline.stages.find(({ kind }) => kind === 'LOST')?.id;
      const stopped = askWhatIsMissing(result.errors, {
        dealId: id,
        stageId: decision.stageId ?? lost ?? '',
        rest: {},
        decision,
        onMoved: told,
      });
      // The gate's dialog has taken over.
      return stopped ? { ok: true } : { ok: false, errors: result.errors };
    },
    [act, id, name, pipeline.stages, t, tellAsked],
  );
}
