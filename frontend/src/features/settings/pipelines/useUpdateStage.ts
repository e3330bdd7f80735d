import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateStageInput,
  useUpdateStageMutation,
} from '@/__generated__/useUpdateStageMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { saveMerging } from '../../records/merge';

type Patch = Omit<UpdateStageInput, 'id' | 'expectedVersion'>;

interface Target {
  readonly id: string;
  readonly version: number;
}

export function useUpdateStage(): (
  stage: Target,
  patch: Patch,
  extra?: { toast?: boolean },
) => Promise<SaveResult> {
  const [update] = useAction<useUpdateStageMutation>(graphql`
    mutation useUpdateStageMutation($input: UpdateStageInput!) {
      updateStage(input: $input) {
        stage {
          id
          version
          ...StageRow_stage
          ...StageDialog_stage
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    async ({ id, version }, patch, { toast } = {}) => {
      const [field = ''] = Object.keys(patch);
      const result = await saveMerging(field, version, (expectedVersion) =>
        update({ input: { id, ...patch, expectedVersion } }, { onRefused: () => undefined }),
      );
      if (!result.ok && toast) reportUserErrors(result.errors);
      return result;
    },
    [update],
  );
}
