import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useLinksDrawMutation } from '@/__generated__/useLinksDrawMutation.graphql';
import type { useLinksRemoveMutation } from '@/__generated__/useLinksRemoveMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import type { Link, LinkEnds } from './model';

/** Who listens to whom: drawn, made stronger or weaker, taken back. */
export function useLinks(dealId: string) {
  const { t } = useTranslation('stakeholders');
  const [commitDraw] = useAction<useLinksDrawMutation>(graphql`
    mutation useLinksDrawMutation($input: LinkStakeholdersInput!) {
      linkStakeholders(input: $input) {
        influenceLink {
          id
          version
        }
        deal {
          ...Stakeholders_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRemove] = useStep<useLinksRemoveMutation>(graphql`
    mutation useLinksRemoveMutation($input: UnlinkStakeholdersInput!) {
      unlinkStakeholders(input: $input) {
        deal {
          ...Stakeholders_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const draw = useCallback(async (input: LinkEnds) => (await commitDraw({ input })).ok, [commitDraw]);

  /** Refusals come back as values: the field shows them below itself, a conflict where it can be answered. */
  const setStrength = useCallback(
    (link: Link, strength: number, expectedVersion: number): Promise<SaveResult> =>
      commitDraw(
        { input: { fromId: link.from.id, toId: link.to.id, strength, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            const record = store.get(link.id);
            record?.setValue(strength, 'strength').setValue(expectedVersion + 1, 'version');
          },
        },
      ),
    [commitDraw],
  );

  const remove = useCallback(
    async (link: Link) => {
      const result = await commitRemove(
        link.id,
        (expectedVersion) => ({ input: { id: link.id, expectedVersion } }),
        {
          optimisticUpdater: (store) => {
            const deal = store.get(dealId);
            const left = deal
              ?.getLinkedRecords('influenceLinks')
              ?.filter((one) => one?.getDataID() !== link.id);
            if (left) deal?.setLinkedRecords(left, 'influenceLinks');
          },
        },
      );
      if (!result.ok) return;
      const { from, to, strength } = link;
      offerUndo({
        message: t('link.removed'),
        undo: () => draw({ fromId: from.id, toId: to.id, strength }),
      });
    },
    [commitRemove, dealId, draw, t],
  );

  return useMemo(() => ({ draw, setStrength, remove }), [draw, setStrength, remove]);
}

export type LinkActions = ReturnType<typeof useLinks>;
