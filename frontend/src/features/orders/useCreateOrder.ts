import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  CreateOrderInput,
  useCreateOrderMutation,
} from '@/__generated__/useCreateOrderMutation.graphql';
import { useAction } from '@/app/useAction';

/** An order of an accepted proposal, or of the deal's lines; its id. */
export function useCreateOrder() {
  const [commit] = useAction<useCreateOrderMutation>(graphql`
    mutation useCreateOrderMutation($input: CreateOrderInput!) {
      createOrder(input: $input) {
        order {
          id
          version
          ...OrderCells_order
          proposal {
            id
            ...ProposalOrders_proposal
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    async (input: CreateOrderInput) => {
      const result = await commit({ input });
      return result.ok ? result.data.createOrder.order?.id : undefined;
    },
    [commit],
  );
}
