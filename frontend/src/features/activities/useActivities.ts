import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type {
  CreateActivityInput,
  useActivitiesCreateMutation,
} from '@/__generated__/useActivitiesCreateMutation.graphql';
import type {
  RecordOutcomeInput,
  useActivitiesOutcomeMutation,
} from '@/__generated__/useActivitiesOutcomeMutation.graphql';
import type { useActivitiesReopenMutation } from '@/__generated__/useActivitiesReopenMutation.graphql';
import type {
  UpdateActivityInput,
  useActivitiesUpdateMutation,
} from '@/__generated__/useActivitiesUpdateMutation.graphql';
import { toast } from '@/app/toasts';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { type Outcome, saveMerging } from '../records/merge';

export type ActivityPatch = Omit<UpdateActivityInput, 'id' | 'expectedVersion'>;

export type OutcomeInput = Omit<RecordOutcomeInput, 'expectedVersion'>;

const quietly = { onRefused: () => undefined };

/** What can be done with activities. `onChanged` runs after each, undo included. Refusals of forms come back as values. */
export function useActivities(onChanged: () => void) {
  const { t } = useTranslation('activities');
  const [commitCreate] = useAction<useActivitiesCreateMutation>(graphql`
    mutation useActivitiesCreateMutation($input: CreateActivityInput!) {
      createActivity(input: $input) {
        activity {
          ...ActivityItem_activity
          ...useActivities_counts @relay(mask: false)
        }
        tasks {
          id
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useActivitiesUpdateMutation>(graphql`
    mutation useActivitiesUpdateMutation($input: UpdateActivityInput!) {
      updateActivity(input: $input) {
        activity {
          ...ActivityItem_activity
          ...useActivities_counts @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitOutcome] = useAction<useActivitiesOutcomeMutation>(graphql`
    mutation useActivitiesOutcomeMutation($input: RecordOutcomeInput!) {
      recordOutcome(input: $input) {
        activity {
          ...ActivityItem_activity
        }
        tasks {
          id
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitReopen] = useAction<useActivitiesReopenMutation>(graphql`
    mutation useActivitiesReopenMutation($input: ReopenActivityInput!) {
      reopenActivity(input: $input) {
        activity {
          ...ActivityItem_activity
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const after = useCallback(
    <R extends { ok: boolean }>(result: R): R => {
      if (result.ok) onChanged();
      return result;
    },
    [onChanged],
  );
  const tellTasks = useCallback(
    (count: number) => {
      if (count > 0) toast.success(t('tasksMade', { count }));
    },
    [t],
  );

  const create = useCallback(
    async (input: CreateActivityInput): Promise<SaveResult> => {
      const result = after(await commitCreate({ input }, quietly));
      if (result.ok) tellTasks(result.data.createActivity.tasks.length);
      return result;
    },
    [after, commitCreate, tellTasks],
  );

  /** Only what was changed goes out; only the same fields changed by somebody else are a clash. */
  const update = useCallback(
    async (id: string, patch: ActivityPatch, version: number): Promise<Outcome> =>
      after(
        await saveMerging(fieldsOf(patch), version, (expectedVersion) =>
          commitUpdate({ input: { id, ...patch, expectedVersion } }, quietly),
        ),
      ),
    [after, commitUpdate],
  );

  const reopen = useCallback(
    async (id: string): Promise<boolean> => after(await commitReopen({ input: { id } })).ok,
    [after, commitReopen],
  );

  const record = useCallback(
    async (input: OutcomeInput, version: number, wasPlanned: boolean): Promise<Outcome> => {
      let made = 0;
      const result = after(
        await saveMerging(fieldsOf(input), version, async (expectedVersion) => {
          const sent = await commitOutcome({ input: { ...input, expectedVersion } }, quietly);
          if (sent.ok) made = sent.data.recordOutcome.tasks.length;
          return sent;
        }),
      );
      if (!result.ok) return result;
      tellTasks(made);
      if (wasPlanned && made === 0) {
        const message = t(input.status === 'MISSED' ? 'wasMissed' : 'wasHeld');
        offerUndo({ message, undo: () => reopen(input.id) });
      }
      return result;
    },
    [after, commitOutcome, reopen, t, tellTasks],
  );

  const archive = useCallback(
    async (id: string, archived: boolean): Promise<boolean> => {
      const result = await commitUpdate(
        { input: { id, archived } },
        { optimisticUpdater: (store) => store.get(id)?.setValue(archived, 'archived') },
      );
      return after(result).ok;
    },
    [after, commitUpdate],
  );

  const putAway = useCallback(
    async (id: string) => {
      if (!(await archive(id, true))) return;
      offerUndo({ message: t('wasPutAway'), undo: () => archive(id, false) });
    },
    [archive, t],
  );

  return useMemo(
    () => ({ create, update, record, reopen, putAway }),
    [create, update, record, reopen, putAway],
  );
}

export type ActivityActions = ReturnType<typeof useActivities>;

/** The names changes have in conflicts. */
function fieldsOf(patch: object): string[] {
  return Object.keys(patch).map((field) =>
    field === 'contactIds' || field === 'userIds' ? 'attendees' : field.replace(/Id$/, ''),
  );
}

/** How many there are now, for the tab of the page they stand on. */
export const COUNTS = graphql`
  fragment useActivities_counts on Activity {
    deal {
      id
      activityCount: activities(first: 1) {
        totalCount
      }
    }
    account {
      id
      activityCount: activities(first: 1) {
        totalCount
      }
    }
    lead {
      id
      activityCount: activities(first: 1) {
        totalCount
      }
    }
  }
`;
