import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useContractActionsCancelMutation } from '@/__generated__/useContractActionsCancelMutation.graphql';
import type { useContractActionsRecallMutation } from '@/__generated__/useContractActionsRecallMutation.graphql';
import type { useContractActionsReopenMutation } from '@/__generated__/useContractActionsReopenMutation.graphql';
import type { useContractActionsSignMutation } from '@/__generated__/useContractActionsSignMutation.graphql';
import type { useContractActionsSubmitMutation } from '@/__generated__/useContractActionsSubmitMutation.graphql';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';
import type { SaveResult } from '@/ui/InlineEdit';

/** Whatever step was taken: all that the page and the lists show of it may have changed. */
export const SHOWN = graphql`
  fragment useContractActions_shown on ContractPackage {
    ...ContractCells_contract
    ...ContractView_contract
  }
`;

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
  const [commitSubmit] = useStep<useContractActionsSubmitMutation>(graphql`
    mutation useContractActionsSubmitMutation($input: SubmitContractPackageInput!) {
      submitContractPackage(input: $input) {
        contractPackage {
          id
          status
          approval {
            id
            version
          }
          ...useContractActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRecall] = useStep<useContractActionsRecallMutation>(graphql`
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
              ...useContractActions_shown @relay(mask: false)
            }
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useStep<useContractActionsReopenMutation>(graphql`
    mutation useContractActionsReopenMutation($input: ReopenContractPackageInput!) {
      reopenContractPackage(input: $input) {
        contractPackage {
          ...useContractActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitSign] = useStep<useContractActionsSignMutation>(graphql`
    mutation useContractActionsSignMutation($input: SignContractPackageInput!) {
      signContractPackage(input: $input) {
        contractPackage {
          ...useContractActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitCancel] = useStep<useContractActionsCancelMutation>(graphql`
    mutation useContractActionsCancelMutation($input: CancelContractPackageInput!) {
      cancelContractPackage(input: $input) {
        contractPackage {
          ...useContractActions_shown @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const plainly = useCallback((expectedVersion: number) => ({ input: { id, expectedVersion } }), [id]);

  const submit = useCallback(
    async (message: string | null): Promise<SaveResult> => {
      const result = await commitSubmit(
        id,
        (expectedVersion) => ({ input: { id, message, expectedVersion } }),
        quiet,
      );
      if (!result.ok) return result;
      const { status, approval } = result.data.submitContractPackage.contractPackage ?? {};
      // Nobody had to be asked: it is approved, and the page shows it.
      if (status !== 'IN_APPROVAL' || !approval) return { ok: true };
      const undo = () =>
        commitRecall(approval.id, (expectedVersion) => ({ input: { id: approval.id, expectedVersion } }));
      offerUndo({ message: t('submit.done'), undo });
      return { ok: true };
    },
    [commitSubmit, commitRecall, id, t],
  );
  const sign = useCallback(
    async (signature: Signature): Promise<SaveResult> => {
      const result = await commitSign(
        id,
        (expectedVersion) => ({ input: { id, expectedVersion, ...signature } }),
        quiet,
      );
      if (result.ok) toast.success(t('sign.done'), { id: `signed-${id}` });
      return result;
    },
    [commitSign, id, t],
  );
  const cancel = useCallback(
    (reason: string): Promise<SaveResult> =>
      commitCancel(id, (expectedVersion) => ({ input: { id, reason, expectedVersion } }), quiet),
    [commitCancel, id],
  );
  const reopen = useCallback(() => commitReopen(id, plainly), [commitReopen, id, plainly]);

  return useMemo(() => ({ submit, sign, cancel, reopen }), [submit, sign, cancel, reopen]);
}
