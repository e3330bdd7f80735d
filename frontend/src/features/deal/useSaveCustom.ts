import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type { RecordProxy } from 'relay-runtime';
import type { useSaveCustomMutation } from '@/__generated__/useSaveCustomMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import type { Given } from '../fields/CustomRows';

const ID = /^(user|acct|cont)_/;

/** Shows the value as if the server had agreed. A record is shown by its name, which only the answer brings. */
function apply(deal: RecordProxy, { key, value }: Given): void {
  const known = deal.getLinkedRecords('customFields')?.find((one) => one.getValue('key') === key);
  if (typeof value !== 'string' || !ID.test(value)) known?.setValue(value, 'json');
  deal.setValue(Number(deal.getValue('version') ?? 0) + 1, 'version');
}

/** Saves one custom field of a deal at once. */
export function useSaveCustom(id: string): (given: Given, expectedVersion: number) => Promise<SaveResult> {
  const [act] = useAction<useSaveCustomMutation>(graphql`
    mutation useSaveCustomMutation($input: UpdateDealInput!) {
      updateDeal(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
          ...DealHeader_deal
          ...DealFields_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (given, expectedVersion) =>
      act(
        { input: { id, custom: [given], expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            const deal = store.get(id);
            if (deal) apply(deal, given);
          },
        },
      ),
    [act, id],
  );
}
