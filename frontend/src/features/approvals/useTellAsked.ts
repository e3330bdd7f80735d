import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useTellAskedRecallMutation } from '@/__generated__/useTellAskedRecallMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';

/** The run that a move has started instead of moving the deal. */
export interface Asked {
  readonly id: string;
  readonly version: number;
  readonly stage?: { readonly name: string } | null;
}

/** Says that approval was asked for, and that the deal moves by itself; its undo recalls the run. */
export function useTellAsked(): (asked: Asked, deal: string) => void {
  const { t } = useTranslation('approvals');
  const environment = useRelayEnvironment();
  const [recall] = useAction<useTellAskedRecallMutation>(graphql`
    mutation useTellAskedRecallMutation($input: RecallApprovalInput!) {
      recallApproval(input: $input) {
        approval {
          id
          version
          status
          deal {
            id
            version
            ...PendingEntry_deal
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    ({ id, version, stage }, deal) =>
      offerUndo({
        message: t('asked.one', { deal, stage: stage?.name ?? '' }),
        undo: () => {
          const known = environment.getStore().getSource().get(id)?.version;
          return recall({ input: { id, expectedVersion: typeof known === 'number' ? known : version } });
        },
      }),
    [environment, recall, t],
  );
}
