import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateApprovalPolicyInput,
  useUpdatePolicyMutation,
} from '@/__generated__/useUpdatePolicyMutation.graphql';
import { type ActionResult, useAction } from '@/app/useAction';

type Patch = Omit<UpdateApprovalPolicyInput, 'id' | 'expectedVersion'>;

interface Target {
  readonly id: string;
  readonly version: number;
}

/** Changes of a policy; refusals are the caller's to show. */
export function useUpdatePolicy(): (
  policy: Target,
  patch: Patch,
) => Promise<ActionResult<useUpdatePolicyMutation>> {
  const [update] = useAction<useUpdatePolicyMutation>(graphql`
    mutation useUpdatePolicyMutation($input: UpdateApprovalPolicyInput!) {
      updateApprovalPolicy(input: $input) {
        approvalPolicy {
          id
          version
          ...PolicyRow_policy
          ...PolicyDialog_policy
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    ({ id, version }, patch) =>
      update(
        { input: { id, ...patch, expectedVersion: version } },
        {
          onRefused: () => undefined,
          // A switch that waits for the server feels broken.
          optimisticUpdater: (store) => {
            if (typeof patch.active === 'boolean') store.get(id)?.setValue(patch.active, 'active');
          },
        },
      ),
    [update],
  );
}
