import { useTranslation } from 'react-i18next';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { RecordSourceSelectorProxy } from 'relay-runtime';
import type { useTaskActionsCancelMutation } from '@/__generated__/useTaskActionsCancelMutation.graphql';
import type { useTaskActionsCompleteMutation } from '@/__generated__/useTaskActionsCompleteMutation.graphql';
import type { useTaskActionsReopenMutation } from '@/__generated__/useTaskActionsReopenMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { versionOf } from './useSaveDeal';

interface Task {
  readonly id: string;
  readonly title: string;
}

/** Complete and cancel show at once and can be undone by reopening. */
export function useTaskActions({ id, title }: Task, onChanged: () => void) {
  const { t } = useTranslation('deals');
  const environment = useRelayEnvironment();
  const [completeTask] = useAction<useTaskActionsCompleteMutation>(graphql`
    mutation useTaskActionsCompleteMutation($input: CompleteTaskInput!) {
      completeTask(input: $input) {
        task {
          id
          version
          ...TaskRow_task
        }
        userErrors {
          code
          message
          path
          ... on Conflict {
            currentVersion
            changedBy {
              name
            }
            changedAt
            changed {
              field
              before
              after
            }
          }
        }
      }
    }
  `);
  const [reopenTask] = useAction<useTaskActionsReopenMutation>(graphql`
    mutation useTaskActionsReopenMutation($input: ReopenTaskInput!) {
      reopenTask(input: $input) {
        task {
          id
          version
          ...TaskRow_task
        }
        userErrors {
          code
          message
          path
          ... on Conflict {
            currentVersion
            changedBy {
              name
            }
            changedAt
            changed {
              field
              before
              after
            }
          }
        }
      }
    }
  `);
  const [cancelTask] = useAction<useTaskActionsCancelMutation>(graphql`
    mutation useTaskActionsCancelMutation($input: CancelTaskInput!) {
      cancelTask(input: $input) {
        task {
          id
          version
          ...TaskRow_task
        }
        userErrors {
          code
          message
          path
          ... on Conflict {
            currentVersion
            changedBy {
              name
            }
            changedAt
            changed {
              field
              before
              after
            }
          }
        }
      }
    }
  `);

  const show = (status: 'OPEN' | 'DONE' | 'CANCELLED', outcome?: string | null) => ({
    optimisticUpdater: (store: RecordSourceSelectorProxy) => {
      const task = store.get(id);
      if (!task) return;
      task.setValue(status, 'status');
      if (outcome !== undefined) task.setValue(outcome, 'outcome');
      task.setValue(Number(task.getValue('version') ?? 0) + 1, 'version');
    },
  });
  const expectedVersion = () => versionOf(environment, id);

  const reopen = async () => {
    const result = await reopenTask({ input: { id, expectedVersion: expectedVersion() } }, show('OPEN'));
    if (result.ok) onChanged();
  };
  const complete = async (outcome: string | null) => {
    const result = await completeTask(
      { input: { id, outcome, expectedVersion: expectedVersion() } },
      show('DONE', outcome),
    );
    if (!result.ok) return;
    offerUndo({ message: t('tasks.doneToast', { title }), undo: reopen });
    onChanged();
  };
  const cancel = async () => {
    const result = await cancelTask({ input: { id, expectedVersion: expectedVersion() } }, show('CANCELLED'));
    if (!result.ok) return;
    offerUndo({ message: t('tasks.cancelledToast', { title }), undo: reopen });
    onChanged();
  };
  return { complete, reopen, cancel };
}
