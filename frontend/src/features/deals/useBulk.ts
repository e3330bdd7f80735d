import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useBulkAssignMutation } from '@/__generated__/useBulkAssignMutation.graphql';
import type { useBulkMoveMutation } from '@/__generated__/useBulkMoveMutation.graphql';
import { type ActionResult, useAction } from '@/app/useAction';
import { type BulkResult, type BulkSummary, chunks, summarise } from './bulk';

/** Bulk changes in calls the server accepts, one after the other, with progress. */
export function useBulk(names: ReadonlyMap<string, string>) {
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
    return results.length > 0 ? summarise(results, names) : undefined;
  }

  return {
    done,
    busy,
    move: (ids: readonly string[], stageId: string, lossReasonId: string | null) =>
      inChunks(
        ids,
        (part) => moveDeals({ input: { ids: part, stageId, lossReasonId } }),
        (result) => result.data.moveDeals.results,
      ),
    assign: (ids: readonly string[], ownerId: string) =>
      inChunks(
        ids,
        (part) => assignDeals({ input: { ids: part, ownerId } }),
        (result) => result.data.assignDeals.results,
      ),
  };
}
