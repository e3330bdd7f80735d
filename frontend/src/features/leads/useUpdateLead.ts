import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type { UpdateLeadInput, useUpdateLeadMutation } from '@/__generated__/useUpdateLeadMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

export type Patch = Omit<UpdateLeadInput, 'id' | 'expectedVersion'>;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateLead(id: string): (patch: Patch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateLeadMutation>(graphql`
    mutation useUpdateLeadMutation($input: UpdateLeadInput!) {
      updateLead(input: $input) {
        lead {
          id
          version
          ...LeadCells_lead
          ...LeadView_lead
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
