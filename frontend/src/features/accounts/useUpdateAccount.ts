import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateAccountInput,
  useUpdateAccountMutation,
} from '@/__generated__/useUpdateAccountMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

type Patch = Omit<UpdateAccountInput, 'id' | 'expectedVersion'>;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateAccount(
  id: string,
): (patch: Patch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateAccountMutation>(graphql`
    mutation useUpdateAccountMutation($input: UpdateAccountInput!) {
      updateAccount(input: $input) {
        account {
          id
          version
          archived
          ...AccountCells_account
          ...AccountDetails_account
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
