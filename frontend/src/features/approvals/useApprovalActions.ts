import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  ApprovalVerdict,
  useApprovalActionsDecideMutation,
} from '@/__generated__/useApprovalActionsDecideMutation.graphql';
import type { useApprovalActionsDelegateMutation } from '@/__generated__/useApprovalActionsDelegateMutation.graphql';
import type { useApprovalActionsRecallMutation } from '@/__generated__/useApprovalActionsRecallMutation.graphql';
import { toast } from '@/app/toasts';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';

export interface ApprovalRef {
  readonly id: string;
  readonly version: number;
}

interface Words {
  /** What it is about: whoever decides about a deal of others may not see it any more right after. */
  deal: string;
  comment?: string;
  /** Refusals are shown in the form. */
  inForm?: boolean;
}

/**
 * What can be done with a run. Nothing is shown before the server has agreed: of two who decide at the same moment
 * only one does. There is no way back either; whoever recalls may ask again.
 */
export function useApprovalActions() {
  const { t } = useTranslation('approvals');
  const [commitDecide, deciding] = useAction<useApprovalActionsDecideMutation>(graphql`
    mutation useApprovalActionsDecideMutation($input: DecideApprovalInput!) {
      decideApproval(input: $input) {
        approval {
          id
          version
          status
          ...ApprovalCard_approval
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitDelegate] = useAction<useApprovalActionsDelegateMutation>(graphql`
    mutation useApprovalActionsDelegateMutation($input: DelegateApprovalInput!) {
      delegateApproval(input: $input) {
        approval {
          id
          version
          ...ApprovalCard_approval
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitRecall] = useAction<useApprovalActionsRecallMutation>(graphql`
    mutation useApprovalActionsRecallMutation($input: RecallApprovalInput!) {
      recallApproval(input: $input) {
        approval {
          id
          version
          ...ApprovalCard_approval
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const decide = useCallback(
    async ({ id, version }: ApprovalRef, decision: ApprovalVerdict, { deal, comment, inForm }: Words) => {
      const result = await commitDecide(
        { input: { id, decision, comment: comment?.trim() || null, expectedVersion: version } },
        inForm ? { onRefused: () => undefined } : {},
      );
      if (!result.ok) return result;
      const now = result.data.decideApproval.approval;
      const key =
        decision === 'REJECT'
          ? 'done.rejected'
          : now?.status === 'APPROVED'
            ? 'done.granted'
            : 'done.approved';
      toast.success(t(key, { deal }), { id: `approval-${id}` });
      return result;
    },
    [commitDecide, t],
  );
  const delegate = useCallback(
    async ({ id, version }: ApprovalRef, toUserId: string, comment: string): Promise<SaveResult> => {
      const result = await commitDelegate(
        { input: { id, toUserId, comment: comment.trim() || null, expectedVersion: version } },
        { onRefused: () => undefined },
      );
      if (result.ok) toast.success(t('done.delegated'), { id: `approval-${id}` });
      return result;
    },
    [commitDelegate, t],
  );
  const recall = useCallback(
    async ({ id, version }: ApprovalRef, comment: string): Promise<SaveResult> => {
      const result = await commitRecall(
        { input: { id, comment: comment.trim() || null, expectedVersion: version } },
        { onRefused: () => undefined },
      );
      if (result.ok) toast.success(t('done.recalled'), { id: `approval-${id}` });
      return result;
    },
    [commitRecall, t],
  );
  return { decide, delegate, recall, deciding };
}
