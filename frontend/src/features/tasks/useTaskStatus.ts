import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { RecordSourceProxy } from 'relay-runtime';
import type { useTaskStatusCancelMutation } from '@/__generated__/useTaskStatusCancelMutation.graphql';
import type { useTaskStatusCompleteMutation } from '@/__generated__/useTaskStatusCompleteMutation.graphql';
import type { useTaskStatusReopenMutation } from '@/__generated__/useTaskStatusReopenMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useStep } from '@/app/useStep';

export interface TaskRef {
  readonly id: string;
  readonly version: number;
  readonly title: string;
}

type Status = 'OPEN' | 'DONE' | 'CANCELLED';

/** Shows at once; version + 1 so that a quick second change does not conflict with this one. */
function showStatus(task: TaskRef, status: Status) {
  return (store: RecordSourceProxy) => {
    const record = store.get(task.id);
    record?.setValue(status, 'status');
    record?.setValue(Number(record.getValue('version') ?? 0) + 1, 'version');
  };
}

/** One that no list holds any more is taken back as it was known last. */
function at<More extends object>({ id, version }: TaskRef, more?: More) {
  return (expectedVersion: number) => ({
    input: { id, ...(more as More), expectedVersion: expectedVersion || version },
  });
}

export interface TaskActions {
  complete: (task: TaskRef, outcome?: string) => Promise<boolean>;
  reopen: (task: TaskRef) => Promise<boolean>;
  cancel: (task: TaskRef) => Promise<boolean>;
}

/** Completing, cancelling and taking either back. `onChanged` runs after each, undo included. */
export function useTaskStatus(onChanged?: () => void): TaskActions {
  const { t } = useTranslation('tasks');
  const [commitComplete] = useStep<useTaskStatusCompleteMutation>(graphql`
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
  const [commitReopen] = useStep<useTaskStatusReopenMutation>(graphql`
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
  const [commitCancel] = useStep<useTaskStatusCancelMutation>(graphql`
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
      const result = await commitReopen(task.id, at(task), { optimisticUpdater: showStatus(task, 'OPEN') });
      if (result.ok) onChanged?.();
      return result.ok;
    },
    [commitReopen, onChanged],
  );

  const complete = useCallback(
    async (task: TaskRef, outcome?: string) => {
      const result = await commitComplete(task.id, at(task, { outcome: outcome?.trim() || undefined }), {
        optimisticUpdater: showStatus(task, 'DONE'),
      });
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
      const result = await commitCancel(task.id, at(task), {
        optimisticUpdater: showStatus(task, 'CANCELLED'),
      });
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
