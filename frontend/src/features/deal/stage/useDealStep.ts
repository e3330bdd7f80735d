import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useDealStepMutation } from '@/__generated__/useDealStepMutation.graphql';
import { useAction } from '@/app/useAction';

/**
 * Ticks a step off, or takes the tick back: shown at once. Without a version: two people who tick different steps
 * do not stand in each other's way, and the same tick twice is one.
 */
export function useDealStep(dealId: string): (stepId: string, done: boolean) => Promise<unknown> {
  const [act] = useAction<useDealStepMutation>(graphql`
    mutation useDealStepMutation($input: SetDealStepInput!) {
      setDealStep(input: $input) {
        deal {
          id
          version
          ...StagePanel_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (stepId, done) =>
      act(
        { input: { dealId, stepId, done } },
        {
          optimisticUpdater: (store) => {
            const deal = store.get(dealId);
            const tick = deal
              ?.getLinkedRecords('steps')
              ?.find((one) => one?.getLinkedRecord('step')?.getDataID() === stepId);
            if (!deal || !tick) return;
            tick.setValue(done, 'done');
            // Who and when is the server's to say.
            tick.setValue(null, 'doneAt');
            tick.setValue(null, 'doneBy');
            deal.setValue(Number(deal.getValue('version') ?? 0) + 1, 'version');
          },
        },
      ),
    [act, dealId],
  );
}
