import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { RecordProxy, RecordSourceProxy } from 'relay-runtime';
import type { ProposalLines_proposal$data } from '@/__generated__/ProposalLines_proposal.graphql';
import type { useProposalLinesAddMutation } from '@/__generated__/useProposalLinesAddMutation.graphql';
import type { useProposalLinesMoveMutation } from '@/__generated__/useProposalLinesMoveMutation.graphql';
import type { useProposalLinesRemoveMutation } from '@/__generated__/useProposalLinesRemoveMutation.graphql';
import type { useProposalLinesUpdateMutation } from '@/__generated__/useProposalLinesUpdateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useInTurn } from '@/app/useInTurn';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';
import { discountedTotals } from '../deal/lines/amounts';
import type { NewLine } from '../deal/lines/lineForm';
import {
  afterOf,
  again,
  applyPatch,
  figuresOf,
  type Line,
  type LineActions,
  movedBehind,
  type Patch,
} from '../deal/lines/model';

/** The sums as they will be: shown before the server says so, to the cent what it will say. */
export function applyTotals(proposal: RecordProxy): void {
  const lines = proposal.getLinkedRecords('lines');
  if (!lines) return;
  const header = String(proposal.getValue('discountPercent') ?? '0');
  const { lines: each, ...totals } = discountedTotals(lines.map(figuresOf), header);
  lines.forEach((line, index) => {
    for (const [field, value] of Object.entries(each[index] ?? {})) line.setValue(value, field);
  });
  for (const [field, value] of Object.entries(totals)) proposal.setValue(value, field);
}

function change(store: RecordSourceProxy, id: string, next: (lines: RecordProxy[]) => RecordProxy[]): void {
  const proposal = store.get(id);
  const lines = proposal?.getLinkedRecords('lines');
  if (!proposal || !lines) return;
  proposal.setLinkedRecords(next(lines), 'lines');
  applyTotals(proposal);
}

/** What can be done with a draft's lines. Each answer brings the proposal with all of them and its totals. */
export function useProposalLines(proposal: ProposalLines_proposal$data): LineActions {
  const { t } = useTranslation('lines');
  const { id, lines } = proposal;
  const [commitAdd] = useAction<useProposalLinesAddMutation>(graphql`
    mutation useProposalLinesAddMutation($input: AddProposalLineInput!) {
      addProposalLine(input: $input) {
        proposalLine {
          id
          version
        }
        proposal {
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useProposalLinesUpdateMutation>(graphql`
    mutation useProposalLinesUpdateMutation($input: UpdateProposalLineInput!) {
      updateProposalLine(input: $input) {
        proposal {
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRemove] = useStep<useProposalLinesRemoveMutation>(graphql`
    mutation useProposalLinesRemoveMutation($input: RemoveProposalLineInput!) {
      removeProposalLine(input: $input) {
        proposal {
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const commitMove = useInTurn<useProposalLinesMoveMutation>(graphql`
    mutation useProposalLinesMoveMutation($input: MoveProposalLineInput!) {
      moveProposalLine(input: $input) {
        proposal {
          ...ProposalView_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const add = useCallback(
    (line: NewLine): Promise<SaveResult> =>
      commitAdd({ input: { proposalId: id, ...line } }, { onRefused: () => undefined }),
    [commitAdd, id],
  );

  const save = useCallback(
    (lineId: string, patch: Patch, expectedVersion: number): Promise<SaveResult> =>
      commitUpdate(
        { input: { id: lineId, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            applyPatch(store.get(lineId), patch);
            change(store, id, (all) => all);
          },
        },
      ),
    [commitUpdate, id],
  );

  /** Off at once, with Undo: the same line at the same place. */
  const remove = useCallback(
    async (line: Line) => {
      const before = lines[lines.findIndex((one) => one.id === line.id) - 1]?.id;
      const result = await commitRemove(
        line.id,
        (expectedVersion) => ({ input: { id: line.id, expectedVersion } }),
        {
          optimisticUpdater: (store) =>
            change(store, id, (all) => all.filter((one) => one.getDataID() !== line.id)),
        },
      );
      if (!result.ok) return;
      offerUndo({
        message: t('removed', { name: line.description }),
        undo: async () => {
          const added = await commitAdd({ input: { proposalId: id, ...again(line), afterId: before } });
          const back = added.ok ? added.data.addProposalLine.proposalLine?.id : undefined;
          // Left out, it comes last.
          if (back && !before) await commitMove({ input: { id: back, afterId: null } });
        },
      });
    },
    [commitAdd, commitMove, commitRemove, id, lines, t],
  );

  const move = useCallback(
    async (from: number, to: number): Promise<boolean> => {
      const line = lines[from];
      if (!line || from === to || to < 0 || to >= lines.length) return false;
      const afterId = afterOf(lines, from, to);
      const result = await commitMove({ input: { id: line.id, afterId } }, (store) =>
        change(store, id, (all) => movedBehind(all, line.id, afterId)),
      );
      return result.ok;
    },
    [commitMove, id, lines],
  );

  return useMemo(() => ({ add, save, remove, move }), [add, save, remove, move]);
}
