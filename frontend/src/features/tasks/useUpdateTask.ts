import { useCallback } from 'react';
import { graphql } from 'react-relay/hooks';
import type { SelectorStoreUpdater } from 'relay-runtime';
import type {
  UpdateTaskInput,
  useUpdateTaskMutation,
  useUpdateTaskMutation$data,
} from '@/__generated__/useUpdateTaskMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { saveMerging } from '../records/merge';

export type TaskPatch = Omit<UpdateTaskInput, 'id' | 'expectedVersion'>;

interface Target {
  readonly id: string;
  readonly version: number;
}

/**
 * Changes one task. What one click changes (priority, due, assignee) shows at once and a refusal is a toast;
 * `quiet` leaves the refusal to a form.
 */
export function useUpdateTask(): (
  target: Target,
  patch: TaskPatch,
  extra?: { quiet?: boolean },
) => Promise<SaveResult> {
  const [update] = useAction<useUpdateTaskMutation>(graphql`
    mutation useUpdateTaskMutation($input: UpdateTaskInput!) {
      updateTask(input: $input) {
        task {
          id
          version
          ...TaskLine_task
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  return useCallback(
    async ({ id, version }, patch, { quiet } = {}) => {
      const show: SelectorStoreUpdater<useUpdateTaskMutation$data> = (store) => {
        const record = store.get(id);
        if (!record) return;
        const { assigneeId, custom: _, ...scalars } = patch;
        for (const [field, value] of Object.entries(scalars)) record.setValue(value, field);
        const assignee = assigneeId ? store.get(assigneeId) : undefined;
        if (assignee) record.setLinkedRecord(assignee, 'assignee');
        record.setValue(version + 1, 'version');
      };
      const [field = ''] = Object.keys(patch);
      const result = await saveMerging(field, version, (expectedVersion) =>
        update(
          { input: { id, ...patch, expectedVersion } },
          { onRefused: () => undefined, optimisticUpdater: show },
        ),
      );
      if (!result.ok && !quiet) reportUserErrors(result.errors);
      return result;
    },
    [update],
  );
}
