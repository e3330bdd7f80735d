import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useDealStatusDeactivateMutation } from '@/__generated__/useDealStatusDeactivateMutation.graphql';
import type { useDealStatusReactivateMutation } from '@/__generated__/useDealStatusReactivateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';

/** Puts a deal aside and takes it up again; each is the other's undo. */
export function useDealStatus(id: string) {
  const { t } = useTranslation('deals');
  const [deactivateDeal] = useStep<useDealStatusDeactivateMutation>(graphql`
    mutation useDealStatusDeactivateMutation($input: DeactivateDealInput!) {
      deactivateDeal(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
          ...DealHeader_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [reactivateDeal] = useStep<useDealStatusReactivateMutation>(graphql`
    mutation useDealStatusReactivateMutation($input: ReactivateDealInput!) {
      reactivateDeal(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
          ...DealHeader_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const takeUp = useCallback(
    () => reactivateDeal(id, (expectedVersion) => ({ input: { id, expectedVersion } })),
    [reactivateDeal, id],
  );
  const reactivate = useCallback(async () => (await takeUp()).ok, [takeUp]);
  const deactivate = useCallback(
    async (reason: string) => {
      const result = await deactivateDeal(id, (expectedVersion) => ({
        input: { id, reason, expectedVersion },
      }));
      if (result.ok) offerUndo({ message: t('inactive.done'), undo: takeUp });
      return result.ok;
    },
    [deactivateDeal, id, t, takeUp],
  );
  return { deactivate, reactivate };
}
