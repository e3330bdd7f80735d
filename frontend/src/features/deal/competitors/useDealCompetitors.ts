import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  AddDealCompetitorInput,
  useDealCompetitorsAddMutation,
} from '@/__generated__/useDealCompetitorsAddMutation.graphql';
import type { useDealCompetitorsRemoveMutation } from '@/__generated__/useDealCompetitorsRemoveMutation.graphql';
import type {
  UpdateDealCompetitorInput,
  useDealCompetitorsUpdateMutation,
} from '@/__generated__/useDealCompetitorsUpdateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import { againInput, type Deal, OUTCOMES, PAGE, type Rival } from './model';

export type Patch = Omit<UpdateDealCompetitorInput, 'id' | 'expectedVersion'>;

/** What can be done with a deal's competitors. Each answer brings the deal with all of them. */
export function useDealCompetitors(deal: Deal) {
  const { t } = useTranslation('competitors');
  const [commitAdd] = useAction<useDealCompetitorsAddMutation>(graphql`
    mutation useDealCompetitorsAddMutation($input: AddDealCompetitorInput!) {
      addDealCompetitor(input: $input) {
        dealCompetitor {
          id
          version
        }
        deal {
          ...DealCompetitors_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useDealCompetitorsUpdateMutation>(graphql`
    mutation useDealCompetitorsUpdateMutation($input: UpdateDealCompetitorInput!) {
      updateDealCompetitor(input: $input) {
        dealCompetitor {
          id
          version
        }
        deal {
          ...DealCompetitors_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRemove] = useStep<useDealCompetitorsRemoveMutation>(graphql`
    mutation useDealCompetitorsRemoveMutation($input: RemoveDealCompetitorInput!) {
      removeDealCompetitor(input: $input) {
        deal {
          ...DealCompetitors_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Refusals come back as values: the dialog shows them at its fields. */
  const add = useCallback(
    (input: AddDealCompetitorInput) => commitAdd({ input }, { onRefused: () => undefined }),
    [commitAdd],
  );

  /** Shown at once; version + 1, so that a quick second change does not conflict with the first. */
  const save = useCallback(
    (id: string, patch: Patch, expectedVersion: number): Promise<SaveResult> =>
      commitUpdate(
        { input: { id, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            const record = store.get(id);
            for (const [field, value] of Object.entries(patch)) record?.setValue(value, field);
            record?.setValue(Number(record.getValue('version') ?? 0) + 1, 'version');
          },
        },
      ),
    [commitUpdate],
  );

  /** Off at once, with Undo: the same competitor with all that was known. */
  const remove = useCallback(
    async (rival: Rival) => {
      const result = await commitRemove(
        rival.id,
        (expectedVersion) => ({ input: { id: rival.id, expectedVersion } }),
        {
          optimisticUpdater: (store) => {
            const page = store.get(deal.id)?.getLinkedRecord('competitors', { first: PAGE });
            const left = page?.getLinkedRecords('nodes')?.filter((node) => node.getDataID() !== rival.id);
            if (left) page?.setLinkedRecords(left, 'nodes');
          },
        },
      );
      if (!result.ok) return;
      offerUndo({
        message: t('removed', { name: rival.competitor.name }),
        undo: async () => {
          const again = await commitAdd({ input: againInput(deal.id, rival) });
          const id = again.ok ? again.data.addDealCompetitor.dealCompetitor?.id : undefined;
          const outcome = OUTCOMES.find((one) => one === rival.outcome);
          if (id && outcome !== 'OPEN') await commitUpdate({ input: { id, outcome } });
        },
      });
    },
    [commitAdd, commitRemove, commitUpdate, deal.id, t],
  );

  return useMemo(() => ({ add, save, remove }), [add, save, remove]);
}

export type RivalActions = ReturnType<typeof useDealCompetitors>;
