import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type {
  ApprovalVerdict,
  useApprovalActionsDecideMutation,
} from '@/__generated__/useApprovalActionsDecideMutation.graphql';
import type { useApprovalActionsDelegateMutation } from '@/__generated__/useApprovalActionsDelegateMutation.graphql';
import type { useApprovalActionsLookQuery } from '@/__generated__/useApprovalActionsLookQuery.graphql';
import type { useApprovalActionsRecallMutation } from '@/__generated__/useApprovalActionsRecallMutation.graphql';
import type { UserErrorLike } from '@/app/errors';
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
}

/** What came of a decision; `over`: there is nothing left to decide for the viewer. */
export type Decided = { ok: true } | { ok: false; errors: readonly UserErrorLike[]; over?: boolean };

const look = graphql`
  query useApprovalActionsLookQuery($id: ID!) {
    approval(id: $id) {
      id
      version
      status
      waitsForViewer
      ...ApprovalCard_approval
    }
  }
`;

/**
 * What can be done with a run. Nothing is shown before the server has agreed: of two who decide at the same moment
 * only one does. There is no way back either; whoever recalls may ask again.
 */
export function useApprovalActions() {
  const { t } = useTranslation('approvals');
  const environment = useRelayEnvironment();
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

  /** Somebody else was quicker: how it stands now is shown, and said. True when nothing is left to decide. */
  const overtaken = useCallback(
    async (id: string, errors: readonly UserErrorLike[]): Promise<boolean> => {
      const asked = fetchQuery<useApprovalActionsLookQuery>(environment, look, { id });
      const now = await asked.toPromise().catch(() => undefined);
      const over = now !== undefined && !now.approval?.waitsForViewer;
      const name = errors.find(({ changedBy }) => changedBy)?.changedBy?.name;
      const key = `overtaken.${over ? 'over' : 'still'}${name ? 'By' : ''}` as const;
      toast.error(t(key, { name }), { id: `approval-${id}` });
      return over;
    },
    [environment, t],
  );

  const decide = useCallback(
    async (
      { id, version }: ApprovalRef,
      decision: ApprovalVerdict,
      { deal, comment }: Words,
    ): Promise<Decided> => {
      const result = await commitDecide(
        { input: { id, decision, comment: comment?.trim() || null, expectedVersion: version } },
        { onRefused: () => undefined },
      );
      if (!result.ok) {
        const { errors } = result;
        // Without errors it was the network, and that has been said.
        if (errors.length === 0 || errors.some(({ path }) => path.includes('comment'))) return result;
        return { ok: false, errors: [], over: await overtaken(id, errors) };
      }
      const now = result.data.decideApproval.approval;
      const key =
        decision === 'REJECT'
          ? 'done.rejected'
          : now?.status === 'APPROVED'
            ? 'done.granted'
            : 'done.approved';
      toast.success(t(key, { deal }), { id: `approval-${id}` });
      return { ok: true };
    },
    [commitDecide, overtaken, t],
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
