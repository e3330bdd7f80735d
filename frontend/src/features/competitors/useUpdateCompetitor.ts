import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateCompetitorInput,
  useUpdateCompetitorMutation,
} from '@/__generated__/useUpdateCompetitorMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

type Patch = Omit<UpdateCompetitorInput, 'id' | 'expectedVersion'>;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateCompetitor(
  id: string,
): (patch: Patch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateCompetitorMutation>(graphql`
    mutation useUpdateCompetitorMutation($input: UpdateCompetitorInput!) {
      updateCompetitor(input: $input) {
        competitor {
          id
          version
          ...CompetitorCells_competitor
          ...CompetitorDetails_competitor
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (patch, expectedVersion) =>
      update({ input: { id, ...patch, expectedVersion } }, { onRefused: () => undefined }),
    [update, id],
  );
}
