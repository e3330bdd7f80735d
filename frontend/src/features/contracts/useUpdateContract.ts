import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type {
  UpdateContractPackageInput,
  useUpdateContractMutation,
} from '@/__generated__/useUpdateContractMutation.graphql';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

export type ContractPatch = Omit<UpdateContractPackageInput, 'id' | 'expectedVersion'>;

/** What is plain text shows at once; which version of a file is pinned the server says. */
const AT_ONCE = ['name', 'note'] as const;

/** Sends only what changed, on top of the version the person saw. Refusals come back as values. */
export function useUpdateContract(
  id: string,
): (patch: ContractPatch, expectedVersion?: number) => Promise<SaveResult> {
  const [update] = useAction<useUpdateContractMutation>(graphql`
    mutation useUpdateContractMutation($input: UpdateContractPackageInput!) {
      updateContractPackage(input: $input) {
        contractPackage {
          id
          version
          ...ContractCells_contract
          ...ContractTable_contract
          ...ContractView_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    (patch, expectedVersion) =>
      update(
        { input: { id, ...patch, expectedVersion } },
        {
          onRefused: () => undefined,
          optimisticUpdater: (store) => {
            const contract = store.get(id);
            if (!contract || !AT_ONCE.some((field) => field in patch)) return;
            for (const field of AT_ONCE) if (field in patch) contract.setValue(patch[field], field);
            contract.setValue(Number(contract.getValue('version') ?? 0) + 1, 'version');
          },
        },
      ),
    [update, id],
  );
}
