import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { RecordProxy, RecordSourceProxy } from 'relay-runtime';
import type { useLinesAddMutation } from '@/__generated__/useLinesAddMutation.graphql';
import type { useLinesMoveMutation } from '@/__generated__/useLinesMoveMutation.graphql';
import type { useLinesRemoveMutation } from '@/__generated__/useLinesRemoveMutation.graphql';
import type { useLinesUpdateMutation } from '@/__generated__/useLinesUpdateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useInTurn } from '@/app/useInTurn';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import type { NewLine } from './lineForm';
import {
  afterOf,
  again,
  applyPatch,
  applySums,
  type Deal,
  type Line,
  type LineActions,
  movedBehind,
  PAGE,
  type Patch,
} from './model';

/** The deal's lines in the store: read, changed, and the sums made anew. */
function change(
  store: RecordSourceProxy,
  dealId: string,
  next: (lines: RecordProxy[]) => RecordProxy[],
): void {
  const deal = store.get(dealId);
  const page = deal?.getLinkedRecord('lines', { first: PAGE });
  const lines = page?.getLinkedRecords('nodes');
  if (!deal || !page || !lines) return;
  // Of more than one page the sums are the server's to make.
  const complete = Number(deal.getLinkedRecord('lineTotals')?.getValue('lines')) === lines.length;
  const after = next(lines);
  page.setLinkedRecords(after, 'nodes');
  if (complete) applySums(deal, after);
}

/** What can be done with a deal's lines. Each answer brings the deal with all of them and its amount. */
export function useLines(deal: Deal): LineActions {
  const { t } = useTranslation('lines');
  const [commitAdd] = useAction<useLinesAddMutation>(graphql`
    mutation useLinesAddMutation($input: AddDealLineInput!) {
      addDealLine(input: $input) {
        dealLine {
          id
          version
        }
        deal {
          ...Lines_deal
          ...DealHeader_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useLinesUpdateMutation>(graphql`
    mutation useLinesUpdateMutation($input: UpdateDealLineInput!) {
      updateDealLine(input: $input) {
        dealLine {
          id
          version
        }
        deal {
          ...Lines_deal
          ...DealHeader_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRemove] = useStep<useLinesRemoveMutation>(graphql`
    mutation useLinesRemoveMutation($input: RemoveDealLineInput!) {
      removeDealLine(input: $input) {
        deal {
          ...Lines_deal
          ...DealHeader_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const commitMove = useInTurn<useLinesMoveMutation>(graphql`
    mutation useLinesMoveMutation($input: MoveDealLineInput!) {
      moveDealLine(input: $input) {
        deal {
          ...Lines_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Refusals come back as values: the form shows them at its fields. */
  const add = useCallback(
    (line: NewLine): Promise<SaveResult> =>
      commitAdd({ input: { dealId: deal.id, ...line } }, { onRefused: () => undefined }),
    [commitAdd, deal.id],
  );

  /** Refusals come back as values: the field shows them below itself. */
  const save = useCallback(
    (id: string, patch: Patch, expectedVersion: number): Promise<SaveResult> =>
      commitUpdate(
        { input: { id, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            applyPatch(store.get(id), patch);
            change(store, deal.id, (lines) => lines);
          },
        },
      ),
    [commitUpdate, deal.id],
  );

  /** Off at once, with Undo: the same line at the same place. */
  const remove = useCallback(
    async (line: Line) => {
      const lines = deal.lines.nodes;
      const before = lines[lines.findIndex(({ id }) => id === line.id) - 1]?.id;
      const result = await commitRemove(
        line.id,
        (expectedVersion) => ({ input: { id: line.id, expectedVersion } }),
        {
          optimisticUpdater: (store) =>
            change(store, deal.id, (all) => all.filter((one) => one.getDataID() !== line.id)),
        },
      );
      if (!result.ok) return;
      offerUndo({
        message: t('removed', { name: line.description }),
        undo: async () => {
          const input = { dealId: deal.id, ...again(line), afterId: before };
          const added = await commitAdd({ input });
          const id = added.ok ? added.data.addDealLine.dealLine?.id : undefined;
          // Left out, it comes last.
          if (id && !before) await commitMove({ input: { id, afterId: null } });
        },
      });
    },
    [commitAdd, commitMove, commitRemove, deal, t],
  );

  const move = useCallback(
    async (from: number, to: number): Promise<boolean> => {
      const lines = deal.lines.nodes;
      const line = lines[from];
      if (!line || from === to || to < 0 || to >= lines.length) return false;
      const afterId = afterOf(lines, from, to);
      const result = await commitMove({ input: { id: line.id, afterId } }, (store) =>
        change(store, deal.id, (all) => movedBehind(all, line.id, afterId)),
      );
      return result.ok;
    },
    [commitMove, deal],
  );

  return useMemo(() => ({ add, save, remove, move }), [add, save, remove, move]);
}
