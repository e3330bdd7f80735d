import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useContractActionsCancelMutation } from '@/__generated__/useContractActionsCancelMutation.graphql';
import type { useContractActionsRecallMutation } from '@/__generated__/useContractActionsRecallMutation.graphql';
import type { useContractActionsReopenMutation } from '@/__generated__/useContractActionsReopenMutation.graphql';
import type { useContractActionsSignMutation } from '@/__generated__/useContractActionsSignMutation.graphql';
import type { useContractActionsSubmitMutation } from '@/__generated__/useContractActionsSubmitMutation.graphql';
import { toast } from '@/app/toasts';
import { answered, offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { versionOf } from '../deal/useSaveDeal';

const quiet = { onRefused: () => undefined };

export interface Signature {
  signedOn: string;
  signedFileId: string | null;
}

/**
 * The steps of a package's way. They wait for the server: whether one is allowed is not for the screen to guess.
 * Those with a form give their refusals back as values; the others tell them.
 */
export function useContractActions(id: string) {
  const { t } = useTranslation('contracts');
  const environment = useRelayEnvironment();
  const [commitSubmit] = useAction<useContractActionsSubmitMutation>(graphql`
    mutation useContractActionsSubmitMutation($input: SubmitContractPackageInput!) {
      submitContractPackage(input: $input) {
        contractPackage {
          id
          status
          approval {
            id
            version
          }
          ...ContractCells_contract
          ...ContractView_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRecall] = useAction<useContractActionsRecallMutation>(graphql`
    mutation useContractActionsRecallMutation($input: RecallApprovalInput!) {
      recallApproval(input: $input) {
        approval {
          id
          version
          status
          subject {
            __typename
            ... on ContractPackage @alias(as: "contract") {
              id
              ...ContractCells_contract
              ...ContractView_contract
            }
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useAction<useContractActionsReopenMutation>(graphql`
    mutation useContractActionsReopenMutation($input: ReopenContractPackageInput!) {
      reopenContractPackage(input: $input) {
        contractPackage {
          ...ContractCells_contract
          ...ContractView_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitSign] = useAction<useContractActionsSignMutation>(graphql`
    mutation useContractActionsSignMutation($input: SignContractPackageInput!) {
      signContractPackage(input: $input) {
        contractPackage {
          ...ContractCells_contract
          ...ContractView_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitCancel] = useAction<useContractActionsCancelMutation>(graphql`
    mutation useContractActionsCancelMutation($input: CancelContractPackageInput!) {
      cancelContractPackage(input: $input) {
        contractPackage {
          ...ContractCells_contract
          ...ContractView_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  // What was typed a moment ago is part of what goes its way: its version counts.
  const now = useCallback(async () => {
    await answered();
    return { id, expectedVersion: versionOf(environment, id) };
  }, [environment, id]);

  const submit = useCallback(
    async (message: string | null): Promise<SaveResult> => {
      const result = await commitSubmit({ input: { ...(await now()), message } }, quiet);
      if (!result.ok) return result;
      const { status, approval } = result.data.submitContractPackage.contractPackage ?? {};
      // Nobody had to be asked: it is approved, and the page shows it.
      if (status !== 'IN_APPROVAL' || !approval) return { ok: true };
      offerUndo({
        message: t('submit.done'),
        undo: () =>
          commitRecall({
            input: { id: approval.id, expectedVersion: versionOf(environment, approval.id) },
          }),
      });
      return { ok: true };
    },
    [commitSubmit, commitRecall, environment, now, t],
  );
  const sign = useCallback(
    async (signature: Signature): Promise<SaveResult> => {
      const result = await commitSign({ input: { ...(await now()), ...signature } }, quiet);
      if (result.ok) toast.success(t('sign.done'), { id: `signed-${id}` });
      return result;
    },
    [commitSign, id, now, t],
  );
  const cancel = useCallback(
    async (reason: string): Promise<SaveResult> =>
      commitCancel({ input: { ...(await now()), reason } }, quiet),
    [commitCancel, now],
  );
  const reopen = useCallback(async () => commitReopen({ input: await now() }), [commitReopen, now]);

  return useMemo(() => ({ submit, sign, cancel, reopen }), [submit, sign, cancel, reopen]);
}
