import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { RecordSourceProxy } from 'relay-runtime';
import type { UpdateOrderInput, useOrderMutation } from '@/__generated__/useOrderMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { useStep } from '@/app/useStep';
import { versionOf } from '@/relay/versionOf';
import type { SaveResult } from '@/ui/InlineEdit';

type Patch = Omit<UpdateOrderInput, 'id' | 'expectedVersion'>;

const mutation = graphql`
  mutation useOrderMutation($input: UpdateOrderInput!) {
    updateOrder(input: $input) {
      order {
        id
        version
        ...OrderCells_order
        ...OrderView_order
      }
      userErrors {
        ...errors_refusal @relay(mask: false)
      }
    }
  }
`;

/** What becomes of an order; each step has its way back. Refusals of `save` and `cancel` come back as values. */
export function useOrder(id: string) {
  const { t } = useTranslation('orders');
  const environment = useRelayEnvironment();
  const [commit] = useAction<useOrderMutation>(mutation);
  const [take] = useStep<useOrderMutation>(mutation);
  const extra = useCallback(
    (patch: Patch) => ({
      onRefused: () => undefined,
      optimisticUpdater: (store: RecordSourceProxy) => {
        const order = store.get(id);
        for (const [field, value] of Object.entries(patch)) order?.setValue(value, field);
        order?.setValue(Number(order.getValue('version') ?? 0) + 1, 'version');
      },
    }),
    [id],
  );
  const save = useCallback(
    (patch: Patch, expectedVersion = versionOf(environment, id)): Promise<SaveResult> =>
      commit({ input: { id, ...patch, expectedVersion } }, extra(patch)),
    [commit, environment, extra, id],
  );
  const step = useCallback(
    (patch: Patch): Promise<SaveResult> =>
      take(id, (expectedVersion) => ({ input: { id, ...patch, expectedVersion } }), extra(patch)),
    [extra, id, take],
  );
  const loud = useCallback(
    async (patch: Patch) => {
      const result = await step(patch);
      if (!result.ok) reportUserErrors(result.errors);
      return result.ok;
    },
    [step],
  );
  const fulfil = useCallback(async () => {
    if (!(await loud({ status: 'FULFILLED' }))) return;
    offerUndo({ message: t('done.FULFILLED'), undo: () => loud({ status: 'OPEN' }) });
  }, [loud, t]);
  const cancel = useCallback(
    async (cancelReason: string): Promise<SaveResult> => {
      const result = await step({ status: 'CANCELLED', cancelReason });
      if (result.ok) offerUndo({ message: t('done.CANCELLED'), undo: () => loud({ status: 'OPEN' }) });
      return result;
    },
    [step, loud, t],
  );
  /** `reason`: why it was cancelled, so that it can be again. */
  const reopen = useCallback(
    async (reason: string | null | undefined) => {
      if (!(await loud({ status: 'OPEN' }))) return;
      const back: Patch = reason ? { status: 'CANCELLED', cancelReason: reason } : { status: 'FULFILLED' };
      offerUndo({ message: t('done.OPEN'), undo: () => loud(back) });
    },
    [loud, t],
  );
  return useMemo(() => ({ save, fulfil, cancel, reopen }), [save, fulfil, cancel, reopen]);
}

export type OrderActions = ReturnType<typeof useOrder>;
