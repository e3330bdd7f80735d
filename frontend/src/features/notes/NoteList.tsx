import { Group, Switch } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconNotes from '@tabler/icons-react/dist/esm/icons/IconNotes.mjs';
import { useContext, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { NoteList_notes$key } from '@/__generated__/NoteList_notes.graphql';
import { useCanWrite } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import { NextPage, type Paging } from '@/ui/NextPage';
import { FreshContext } from '../records/useFresh';
import { NoteComposer } from './NoteComposer';
import { NoteItem } from './NoteItem';
import classes from './Notes.module.css';
import { inOrder } from './text';
import { type About, useNotes } from './useNotes';
import type { PutAway } from './usePutAway';

export const PAGE = 20;
/** More than this the server does not give at once. */
const MOST = 200;

/** How many to read again, so that what is on screen stays there; of all that are there, a new one pushes none out. */
export function pageAgain(shown: number, hasNext: boolean): number {
  return Math.min(MOST, Math.max(PAGE, hasNext ? shown : shown + PAGE));
}

interface Props {
  kind: 'deal' | 'account' | 'contact' | 'lead';
  id: string;
  connection: string;
  notes: NoteList_notes$key;
  paging: Paging;
  /** Grows with every event of a note here. */
  changes: number;
  putAway: PutAway;
  refetch: () => void;
}

/** The notes on a record: room for a new one, then those that are there; or those that were put away. */
export function NoteList({ kind, id, connection, notes: keys, paging, changes, putAway, refetch }: Props) {
  const { t } = useTranslation('notes');
  const canWrite = useCanWrite();
  const fresh = useContext(FreshContext);
  const data = useFragment(
    graphql`
      fragment NoteList_notes on Note @relay(plural: true) {
        id
        pinned
        archived
        createdAt
        ...NoteItem_note
      }
    `,
    keys,
  );
  const about = useMemo(() => ({ [`${kind}Id`]: id }) as About, [kind, id]);
  const actions = useNotes(about, connection, refetch);
  const notes = useMemo(() => inOrder(data, putAway.shown), [data, putAway.shown]);

  // From none: what happened while the notes were on their way may not be among them.
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    refetch();
  }, [changes, refetch]);

  return (
    <>
      {canWrite && !putAway.asked && <NoteComposer about={id} write={actions.write} />}
      <Group justify="flex-end" mb={4}>
        <Switch
          size="xs"
          label={t('showPutAway')}
          checked={putAway.asked}
          onChange={(event) => putAway.ask(event.currentTarget.checked)}
        />
      </Group>
      <div aria-busy={putAway.asked !== putAway.shown}>
        {notes.length === 0 && !paging.hasNext ? (
          <None putAway={putAway.shown} />
        ) : (
          <ul className={classes.list} aria-label={t(putAway.shown ? 'titlePutAway' : 'title')}>
            {notes.map((note) => (
              <NoteItem key={note.id} note={note} actions={actions} fresh={fresh.has(note.id)} />
            ))}
          </ul>
        )}
      </div>
      {paging.hasNext && <NextPage paging={paging} count={PAGE} label={t('more')} />}
    </>
  );
}

function None({ putAway }: { putAway: boolean }) {
  const { t } = useTranslation('notes');
  return putAway ? (
    <Empty title={t('emptyPutAway.title')} icon={IconArchive}>
      {t('emptyPutAway.body')}
    </Empty>
  ) : (
    <Empty title={t('empty.title')} icon={IconNotes}>
      {t('empty.body')}
    </Empty>
  );
}
