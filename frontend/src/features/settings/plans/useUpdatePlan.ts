import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateActivityPlanInput,
  useUpdatePlanMutation,
} from '@/__generated__/useUpdatePlanMutation.graphql';
import { type ActionResult, useAction } from '@/app/useAction';

type Patch = Omit<UpdateActivityPlanInput, 'id' | 'expectedVersion'>;

interface Target {
  readonly id: string;
  readonly version: number;
}

/** Changes of a plan; refusals are the caller's to show. */
export function useUpdatePlan(): (
  plan: Target,
  patch: Patch,
) => Promise<ActionResult<useUpdatePlanMutation>> {
  const [update] = useAction<useUpdatePlanMutation>(graphql`
    mutation useUpdatePlanMutation($input: UpdateActivityPlanInput!) {
      updateActivityPlan(input: $input) {
        activityPlan {
          id
          version
          archived
          ...PlanRow_plan
          ...PlanDialog_plan
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    ({ id, version }, patch) =>
      update({ input: { id, ...patch, expectedVersion: version } }, { onRefused: () => undefined }),
    [update],
  );
}
