import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useNotesCreateMutation } from '@/__generated__/useNotesCreateMutation.graphql';
import type { UpdateNoteInput, useNotesUpdateMutation } from '@/__generated__/useNotesUpdateMutation.graphql';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import type { SaveResult } from '@/ui/InlineEdit';
import { type Outcome, saveMerging } from '../records/merge';

/** The record that notes are on. */
export type About = { dealId: string } | { accountId: string } | { contactId: string } | { leadId: string };

type Mark = Pick<UpdateNoteInput, 'pinned' | 'archived'>;

/** What can be done with the notes of a record. `onChanged` runs after each, undo included. */
export function useNotes(about: About, connection: string, onChanged: () => void) {
  const { t } = useTranslation('notes');
  const [commitCreate] = useAction<useNotesCreateMutation>(graphql`
    mutation useNotesCreateMutation($input: CreateNoteInput!, $connections: [ID!]!) {
      createNote(input: $input) {
        note @prependNode(connections: $connections, edgeTypeName: "NoteEdge") {
          ...NoteList_notes
          ...useNotes_counts @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [commitUpdate] = useAction<useNotesUpdateMutation>(graphql`
    mutation useNotesUpdateMutation($input: UpdateNoteInput!) {
      updateNote(input: $input) {
        note {
          ...NoteList_notes
          ...useNotes_counts @relay(mask: false)
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  /** Refusals come back as values: the field shows them below itself. */
  const write = useCallback(
    async (body: string): Promise<SaveResult> => {
      const result = await commitCreate(
        { input: { ...about, body }, connections: [connection] },
        { onRefused: () => undefined },
      );
      if (result.ok) onChanged();
      return result;
    },
    [about, commitCreate, connection, onChanged],
  );

  /** Somebody else's pinning is no reason to bother anybody; only their words are a clash. */
  const rewrite = useCallback(
    (id: string, body: string, version: number): Promise<Outcome> =>
      saveMerging('body', version, (expectedVersion) =>
        commitUpdate({ input: { id, body, expectedVersion } }, { onRefused: () => undefined }),
      ),
    [commitUpdate],
  );

  const mark = useCallback(
    async (id: string, patch: Mark): Promise<boolean> => {
      const result = await commitUpdate(
        { input: { id, ...patch } },
        {
          optimisticUpdater: (store) => {
            const record = store.get(id);
            for (const [field, value] of Object.entries(patch)) record?.setValue(value, field);
          },
        },
      );
      if (result.ok) onChanged();
      return result.ok;
    },
    [commitUpdate, onChanged],
  );

  const pin = useCallback((id: string, pinned: boolean) => mark(id, { pinned }), [mark]);

  const putAway = useCallback(
    async (id: string) => {
      if (!(await mark(id, { archived: true }))) return;
      offerUndo({ message: t('wasPutAway'), undo: () => mark(id, { archived: false }) });
    },
    [mark, t],
  );

  const takeOut = useCallback(
    async (id: string) => {
      if (!(await mark(id, { archived: false }))) return;
      offerUndo({ message: t('wasTakenOut'), undo: () => mark(id, { archived: true }) });
    },
    [mark, t],
  );

  return useMemo(() => ({ write, rewrite, pin, putAway, takeOut }), [write, rewrite, pin, putAway, takeOut]);
}

export type NoteActions = ReturnType<typeof useNotes>;

/** How many there are now, for the tab of the page they stand on. */
export const COUNTS = graphql`
  fragment useNotes_counts on Note {
    deal {
      id
      noteCount: notes(first: 1) {
        totalCount
      }
    }
    account {
      id
      noteCount: notes(first: 1) {
        totalCount
      }
    }
    contact {
      id
      noteCount: notes(first: 1) {
        totalCount
      }
    }
    lead {
      id
      noteCount: notes(first: 1) {
        totalCount
      }
    }
  }
`;
