import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { UpdateFileInput, useFilesUpdateMutation } from '@/__generated__/useFilesUpdateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { type Outcome, saveMerging } from '../records/merge';

export type FilePatch = Pick<UpdateFileInput, 'name' | 'categoryId' | 'description'>;

/** What can be done with files that are there. `onChanged` runs after each, undo included. */
export function useFiles(onChanged: () => void) {
  const { t } = useTranslation('files');
  const [commit] = useAction<useFilesUpdateMutation>(graphql`
    mutation useFilesUpdateMutation($input: UpdateFileInput!) {
      updateFile(input: $input) {
        file {
          ...FileList_files
          ...useFiles_counts @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Only what was changed goes out; only the same fields changed by somebody else are a clash. */
  const change = useCallback(
    async (id: string, patch: FilePatch, version: number): Promise<Outcome> => {
      const fields = Object.keys(patch).map((field) => field.replace(/Id$/, ''));
      const result = await saveMerging(fields, version, (expectedVersion) =>
        commit({ input: { id, ...patch, expectedVersion } }, { onRefused: () => undefined }),
      );
      if (result.ok) onChanged();
      return result;
    },
    [commit, onChanged],
  );

  const archive = useCallback(
    async (id: string, archived: boolean): Promise<boolean> => {
      const result = await commit(
        { input: { id, archived } },
        { optimisticUpdater: (store) => store.get(id)?.setValue(archived, 'archived') },
      );
      if (result.ok) onChanged();
      return result.ok;
    },
    [commit, onChanged],
  );

  const putAway = useCallback(
    async (id: string) => {
      if (!(await archive(id, true))) return;
      offerUndo({ message: t('wasPutAway'), undo: () => archive(id, false) });
    },
    [archive, t],
  );
  const takeOut = useCallback(
    async (id: string) => {
      if (!(await archive(id, false))) return;
      offerUndo({ message: t('wasTakenOut'), undo: () => archive(id, true) });
    },
    [archive, t],
  );

  return useMemo(() => ({ change, putAway, takeOut }), [change, putAway, takeOut]);
}

export type FileActions = ReturnType<typeof useFiles>;

/** How many there are now, for the tab of the page they stand on. */
export const COUNTS = graphql`
  fragment useFiles_counts on File {
    deal {
      id
      fileCount: files(first: 1) {
        totalCount
      }
    }
    account {
      id
      fileCount: files(first: 1) {
        totalCount
      }
    }
    contact {
      id
      fileCount: files(first: 1) {
        totalCount
      }
    }
    lead {
      id
      fileCount: files(first: 1) {
        totalCount
      }
    }
    activity {
      id
      ...ActivityFileLinks_activity
    }
  }
`;
