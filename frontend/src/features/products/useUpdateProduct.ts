import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateProductInput,
  useUpdateProductMutation,
} from '@/__generated__/useUpdateProductMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

export type Patch = Omit<UpdateProductInput, 'id' | 'expectedVersion'>;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateProduct(
  id: string,
): (patch: Patch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateProductMutation>(graphql`
    mutation useUpdateProductMutation($input: UpdateProductInput!) {
      updateProduct(input: $input) {
        product {
          id
          version
          ...ProductCells_product
          ...ProductDetails_product
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
