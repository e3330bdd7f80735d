import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateContactInput,
  useUpdateContactMutation,
} from '@/__generated__/useUpdateContactMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

type Patch = Omit<UpdateContactInput, 'id' | 'expectedVersion'>;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateContact(
  id: string,
): (patch: Patch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateContactMutation>(graphql`
    mutation useUpdateContactMutation($input: UpdateContactInput!) {
      updateContact(input: $input) {
        contact {
          id
          version
          archived
          ...ContactCells_contact
          ...ContactDetails_contact
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
