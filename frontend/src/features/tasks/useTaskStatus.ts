import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { RecordSourceSelectorProxy } from 'relay-runtime';
import type { useTaskStatusCancelMutation } from '@/__generated__/useTaskStatusCancelMutation.graphql';
import type { useTaskStatusCompleteMutation } from '@/__generated__/useTaskStatusCompleteMutation.graphql';
import type { useTaskStatusReopenMutation } from '@/__generated__/useTaskStatusReopenMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';

export interface TaskRef {
  readonly id: string;
  readonly version: number;
  readonly title: string;
}

type Status = 'OPEN' | 'DONE' | 'CANCELLED';

/** Shows at once; version + 1 so that a quick second change does not conflict with this one. */
function showStatus(task: TaskRef, status: Status) {
  return (store: RecordSourceSelectorProxy) => {
    const record = store.get(task.id);
    record?.setValue(status, 'status');
    record?.setValue(task.version + 1, 'version');
  };
}

export interface TaskActions {
  complete: (task: TaskRef, outcome?: string) => Promise<boolean>;
  reopen: (task: TaskRef) => Promise<boolean>;
  cancel: (task: TaskRef) => Promise<boolean>;
}

/** Completing, cancelling and taking either back. `onChanged` runs after each, undo included. */
export function useTaskStatus(onChanged?: () => void): TaskActions {
  const { t } = useTranslation('tasks');
  const [commitComplete] = useAction<useTaskStatusCompleteMutation>(graphql`
    mutation useTaskStatusCompleteMutation($input: CompleteTaskInput!) {
      completeTask(input: $input) {
        task {
          id
          version
          status
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useAction<useTaskStatusReopenMutation>(graphql`
    mutation useTaskStatusReopenMutation($input: ReopenTaskInput!) {
      reopenTask(input: $input) {
        task {
          id
          version
          status
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitCancel] = useAction<useTaskStatusCancelMutation>(graphql`
    mutation useTaskStatusCancelMutation($input: CancelTaskInput!) {
      cancelTask(input: $input) {
        task {
          id
          version
          status
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const reopen = useCallback(
    async (task: TaskRef) => {
      const result = await commitReopen(
        { input: { id: task.id, expectedVersion: task.version } },
        { optimisticUpdater: showStatus(task, 'OPEN') },
      );
      if (result.ok) onChanged?.();
      return result.ok;
    },
    [commitReopen, onChanged],
  );

  const complete = useCallback(
    async (task: TaskRef, outcome?: string) => {
      const result = await commitComplete(
        { input: { id: task.id, outcome: outcome?.trim() || undefined, expectedVersion: task.version } },
        { optimisticUpdater: showStatus(task, 'DONE') },
      );
      if (!result.ok) return false;
      const version = result.data.completeTask.task?.version ?? task.version + 1;
      offerUndo({
        message: t('completed', { title: task.title }),
        undo: () => reopen({ ...task, version }),
      });
      onChanged?.();
      return true;
    },
    [commitComplete, onChanged, reopen, t],
  );

  const cancel = useCallback(
    async (task: TaskRef) => {
      const result = await commitCancel(
        { input: { id: task.id, expectedVersion: task.version } },
        { optimisticUpdater: showStatus(task, 'CANCELLED') },
      );
      if (!result.ok) return false;
      const version = result.data.cancelTask.task?.version ?? task.version + 1;
      offerUndo({
        message: t('cancelled', { title: task.title }),
        undo: () => reopen({ ...task, version }),
      });
      onChanged?.();
      return true;
    },
    [commitCancel, onChanged, reopen, t],
  );
  return { complete, reopen, cancel };
}
