import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type {
  CreateSavedViewInput,
  useViewActionsCreateMutation,
} from '@/__generated__/useViewActionsCreateMutation.graphql';
import type {
  UpdateSavedViewInput,
  useViewActionsUpdateMutation,
} from '@/__generated__/useViewActionsUpdateMutation.graphql';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { versionOf } from '@/relay/versionOf';
import type { SavedView } from './useSavedViews';

export type Patch = Omit<UpdateSavedViewInput, 'id' | 'expectedVersion'>;

/** Saves views, changes them and puts them away. */
export function useViewActions() {
  const { t } = useTranslation('views');
  const environment = useRelayEnvironment();
  const [commitCreate] = useAction<useViewActionsCreateMutation>(graphql`
    mutation useViewActionsCreateMutation($input: CreateSavedViewInput!) {
      createSavedView(input: $input) {
        savedView {
          id
          version
          ...useSavedViews_view @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useViewActionsUpdateMutation>(graphql`
    mutation useViewActionsUpdateMutation($input: UpdateSavedViewInput!) {
      updateSavedView(input: $input) {
        savedView {
          id
          version
          ...useSavedViews_view @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const create = useCallback(
    (input: CreateSavedViewInput) =>
      commitCreate(
        { input },
        {
          onRefused: () => undefined,
          // The page goes to it at once.
          updater: (store, data) => {
            const list = store.getRoot().getLinkedRecord('savedViews', { first: 200 });
            const made = data?.createSavedView.savedView && store.get(data.createSavedView.savedView.id);
            const nodes = list?.getLinkedRecords('nodes') ?? [];
            if (!list || !made || nodes.includes(made)) return;
            list.setLinkedRecords([...nodes, made], 'nodes');
          },
        },
      ),
    [commitCreate],
  );

  const update = useCallback(
    (id: string, patch: Patch, quiet = false) =>
      commitUpdate(
        { input: { id, expectedVersion: versionOf(environment, id), ...patch } },
        quiet ? { onRefused: () => undefined } : {},
      ),
    [commitUpdate, environment],
  );

  const putAway = useCallback(
    async ({ id, name }: Pick<SavedView, 'id' | 'name'>) => {
      const { ok } = await update(id, { archived: true });
      if (ok) {
        offerUndo({ message: t('putAway.done', { name }), undo: () => update(id, { archived: false }) });
      }
      return ok;
    },
    [update, t],
  );

  const saved = useCallback((name: string) => toast.success(t('saved', { name })), [t]);
  return useMemo(() => ({ create, update, putAway, saved }), [create, update, putAway, saved]);
}

export type ViewActions = ReturnType<typeof useViewActions>;
