import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { useBulkAssignMutation } from '@/__generated__/useBulkAssignMutation.graphql';
import type { useBulkMoveMutation } from '@/__generated__/useBulkMoveMutation.graphql';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { type ActionResult, useAction } from '@/app/useAction';
import { useNeedLabel } from '../gate/useNeedLabel';
import { type Before, type BulkResult, type BulkSummary, byOrigin, chunks, summarise } from './bulk';

/** Bulk changes in calls the server accepts, one after the other, with progress. */
export function useBulk(names: ReadonlyMap<string, string>) {
  const { t } = useTranslation('deals');
  const needLabel = useNeedLabel();
  const environment = useRelayEnvironment();
  const [done, setDone] = useState(0);
  const [busy, setBusy] = useState(false);
  const [moveDeals] = useAction<useBulkMoveMutation>(graphql`
    mutation useBulkMoveMutation($input: MoveDealsInput!) {
      moveDeals(input: $input) {
        changed
        results {
          id
          deal {
            id
            version
            name
            ...DealCell_deal
          }
          pendingApproval {
            id
          }
          userErrors {
            ...errors_refusal @relay(mask: false)
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [assignDeals] = useAction<useBulkAssignMutation>(graphql`
    mutation useBulkAssignMutation($input: AssignDealsInput!) {
      assignDeals(input: $input) {
        changed
        results {
          id
          deal {
            id
            version
            name
            ...DealCell_deal
          }
          userErrors {
            ...errors_refusal @relay(mask: false)
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  async function inChunks<R extends ActionResult<useBulkMoveMutation> | ActionResult<useBulkAssignMutation>>(
    ids: readonly string[],
    call: (part: string[]) => Promise<R>,
    resultsOf: (result: Extract<R, { ok: true }>) => readonly BulkResult[],
  ): Promise<BulkSummary | undefined> {
    setBusy(true);
    setDone(0);
    const results: BulkResult[] = [];
    for (const part of chunks(ids)) {
      const result = await call(part);
      // A refusal of the whole call has been shown; what was done before it still counts.
      if (!result.ok) break;
      results.push(...resultsOf(result as Extract<R, { ok: true }>));
      setDone((old) => old + part.length);
    }
    setBusy(false);
    return results.length > 0 ? summarise(results, names, needLabel) : undefined;
  }

  const moveAll = (ids: readonly string[], target: MoveTarget) =>
    inChunks(
      ids,
      (part) => moveDeals({ input: { ids: part, ...target } }),
      (result) => result.data.moveDeals.results,
    );
  const assignAll = (ids: readonly string[], target: { ownerId: string }) =>
    inChunks(
      ids,
      (part) => assignDeals({ input: { ids: part, ...target } }),
      (result) => result.data.assignDeals.results,
    );

  /** Runs a bulk change and offers the way back of what it changed. */
  async function withUndo<T extends object>(
    ids: readonly string[],
    target: T,
    change: (ids: readonly string[], target: T) => Promise<BulkSummary | undefined>,
    origin: (before: Before) => T,
  ): Promise<BulkSummary | undefined> {
    const before = standing(environment, ids);
    const summary = await change(ids, target);
    if (summary && summary.asked > 0) {
      toast.success(t('bulk.asked', { count: summary.asked }), { duration: 8_000 });
    }
    if (!summary || summary.changed === 0) return summary;
    offerUndo({
      message: t('bulk.changed', { count: summary.changed }),
      undo: async () => {
        const notBack: string[] = [];
        for (const group of byOrigin(summary.changedIds, before, origin)) {
          const back = await change(group.ids, group.to);
          if (back) notBack.push(...back.skipped.map(({ name, reason }) => `${name}: ${reason}`));
        }
        if (notBack.length > 0) toast.error(t('bulk.notBack', { list: notBack.join(' ') }));
      },
    });
    return summary;
  }

  return {
    done,
    busy,
    move: (ids: readonly string[], target: MoveTarget) =>
      withUndo(ids, target, moveAll, ({ stageId, lossReasonId }): MoveTarget => ({ stageId, lossReasonId })),
    assign: (ids: readonly string[], ownerId: string) =>
      withUndo(ids, { ownerId }, assignAll, ({ ownerId }) => ({ ownerId })),
  };
}

export interface MoveTarget {
  stageId: string;
  lossReasonId: string | null;
  /** Why they go there although the stage's gate asks for more. */
  overrideReason?: string;
}

/** Where the deals stand now, as the rows on screen know it. */
function standing(environment: Environment, ids: readonly string[]): ReadonlyMap<string, Before> {
  const source = environment.getStore().getSource();
  const link = (value: unknown): string | null =>
    typeof value === 'object' && value !== null && '__ref' in value ? String(value.__ref) : null;
  return new Map(
    ids.flatMap((id): [string, Before][] => {
      const deal = source.get(id);
      const stageId = link(deal?.stage);
      const ownerId = link(deal?.owner);
      return stageId && ownerId ? [[id, { stageId, ownerId, lossReasonId: link(deal?.lossReason) }]] : [];
    }),
  );
}
