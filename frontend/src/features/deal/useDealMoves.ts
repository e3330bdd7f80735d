import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { useDealMovesMutation } from '@/__generated__/useDealMovesMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';
import { useTellAsked } from '../approvals/useTellAsked';
import { wonByMe } from '../celebration/own';
import { askWhatIsMissing } from '../gate/asking';

export interface TargetStage {
  readonly id: string;
  readonly name: string;
}

export interface Loss {
  lossReasonId: string;
  winLossReport: string | null;
}

/** Where the deal stands now, whatever was rendered last. */
function stageOf(environment: Environment, id: string): TargetStage | undefined {
  const source = environment.getStore().getSource();
  const link = source.get(id)?.stage as { __ref?: string } | undefined;
  const stage = link?.__ref ? source.get(link.__ref) : undefined;
  return stage ? { id: String(stage.id), name: String(stage.name) } : undefined;
}

/** Moves a deal at once, with Undo; the server's refusal puts it back and says why. */
export function useMoveDeal(id: string) {
  const { t } = useTranslation('deals');
  const environment = useRelayEnvironment();
  const tellAsked = useTellAsked();
  const [act] = useStep<useDealMovesMutation>(graphql`
    mutation useDealMovesMutation($input: MoveDealInput!) {
      moveDeal(input: $input) {
        deal {
          id
          version
          name
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
    async (stage: TargetStage, loss?: Loss): Promise<boolean> => {
      const from = stageOf(environment, id);
      const offerBack = () => {
        const kindOf = (stageId: string | undefined) =>
          stageId && environment.getStore().getSource().get(stageId)?.kind;
        if (kindOf(stage.id) === 'WON' && from?.id !== stage.id) wonByMe(environment, id);
        // Going back to "lost" would need its reason again; the other ways back are plain moves.
        const wasLost = kindOf(from?.id) === 'LOST';
        if (from && from.id !== stage.id && !wasLost) {
          offerUndo({ message: t('move.done', { stage: stage.name }), undo: () => move(from) });
        }
      };
      const move = (target: TargetStage, extra?: Loss) =>
        act(id, (expectedVersion) => ({ input: { id, stageId: target.id, expectedVersion, ...extra } }), {
          onRefused: (errors) => {
            const rest = { ...extra };
            const stopped = askWhatIsMissing(errors, {
              dealId: id,
              stageId: target.id,
              rest,
              onMoved: offerBack,
            });
            if (!stopped) reportUserErrors(errors);
          },
          optimisticUpdater: (store) => {
            const deal = store.get(id);
            const record = store.get(target.id);
            if (!deal || !record) return;
            deal.setLinkedRecord(record, 'stage');
            deal.setValue(Number(deal.getValue('version') ?? 0) + 1, 'version');
            const kind = record.getValue('kind');
            if (typeof kind === 'string') deal.setValue(kind, 'status');
            const pipeline = record.getLinkedRecord('pipeline');
            if (pipeline) deal.setLinkedRecord(pipeline, 'pipeline');
          },
        });
      const result = await move(stage, loss);
      if (!result.ok) return false;
      const { deal, pendingApproval } = result.data.moveDeal;
      if (pendingApproval) tellAsked(pendingApproval, deal?.name ?? '');
      else offerBack();
      return true;
    },
    [act, environment, id, t, tellAsked],
  );
}
