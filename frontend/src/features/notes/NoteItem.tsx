import { ActionIcon, Group, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconArchiveOff from '@tabler/icons-react/dist/esm/icons/IconArchiveOff.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconPin from '@tabler/icons-react/dist/esm/icons/IconPin.mjs';
import IconPinFilled from '@tabler/icons-react/dist/esm/icons/IconPinFilled.mjs';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { NoteItem_note$key } from '@/__generated__/NoteItem_note.graphql';
import { useCanWrite, useViewer } from '@/app/viewer';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import { useFocusBack } from '@/ui/useFocusBack';
import { draftKey, readEdit } from './drafts';
import { NoteBody } from './NoteBody';
import { NoteEdit } from './NoteEdit';
import classes from './Notes.module.css';
import type { NoteActions } from './useNotes';

interface Props {
  note: NoteItem_note$key;
  actions: NoteActions;
  /** Somebody else just wrote or changed it. */
  fresh: boolean;
}

/** One note: whose it is, from when, what it says, and what the viewer may do with it. */
export function NoteItem({ note, actions, fresh }: Props) {
  const { t } = useTranslation(['notes', 'app', 'common']);
  const viewer = useViewer();
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment NoteItem_note on Note {
        id
        version
        body
        mentions {
          id
          name
        }
        pinned
        archived
        viewerCanEdit
        createdAt
        updatedAt
        createdBy {
          name
          user {
            id
            avatarColor
          }
        }
        updatedBy {
          name
          user {
            id
          }
        }
      }
    `,
    note,
  );
  const { id, pinned, archived, viewerCanEdit, createdAt, updatedAt, createdBy, updatedBy } = data;
  const draft = draftKey(viewer.id, id);
  const [editing, setEditing] = useState(() => viewerCanEdit && !archived && readEdit(draft) !== undefined);
  const pencil = useRef<HTMLButtonElement>(null);
  const pin = useRef<HTMLButtonElement>(null);
  const focusBack = useFocusBack(editing, pencil);

  const author = createdBy?.name ?? t('app:history.system');
  const changer = updatedBy?.user?.id === createdBy?.user?.id ? undefined : updatedBy?.name;

  return (
    <li className={classes.note} data-fresh={fresh || undefined} data-pinned={pinned || undefined}>
      <UserAvatar name={author} color={createdBy?.user?.avatarColor ?? 'gray'} size={30} />
      <div className={classes.main}>
        <div className={classes.head}>
          <Text size="sm" component="div" className={classes.who}>
            <strong>{author}</strong>{' '}
            <Text span size="xs" c="dimmed">
              <DateText value={createdAt} variant="relative" />
              {updatedAt !== createdAt && (
                <>
                  {' · '}
                  {changer ? t('notes:changedBy', { name: changer }) : t('notes:changed')}{' '}
                  <DateText value={updatedAt} variant="relative" />
                </>
              )}
            </Text>
          </Text>
          <Group gap={2} wrap="nowrap" className={classes.actions}>
            {archived ? (
              canWrite &&
              viewerCanEdit && (
                <ActionIcon
                  aria-label={t('notes:takeOut')}
                  data-tip={t('notes:takeOut')}
                  onClick={() => void actions.takeOut(id)}
                >
                  <IconArchiveOff size={16} />
                </ActionIcon>
              )
            ) : (
              <>
                {canWrite ? (
                  <ActionIcon
                    ref={pin}
                    aria-label={t(pinned ? 'notes:unpin' : 'notes:pin')}
                    data-tip={t(pinned ? 'notes:unpin' : 'notes:pin')}
                    onClick={async () => {
                      const done = actions.pin(id, !pinned);
                      // It moves within the list, which takes the focus from it.
                      requestAnimationFrame(() => pin.current?.focus());
                      await done;
                    }}
                  >
                    {pinned ? <IconPinFilled size={16} /> : <IconPin size={16} />}
                  </ActionIcon>
                ) : (
                  pinned && <IconPinFilled size={16} role="img" aria-label={t('notes:pinned')} />
                )}
                {canWrite && viewerCanEdit && !editing && (
                  <>
                    <ActionIcon
                      ref={pencil}
                      aria-label={t('notes:edit')}
                      data-tip={t('notes:edit')}
                      onClick={() => setEditing(true)}
                    >
                      <IconPencil size={16} />
                    </ActionIcon>
                    <ActionIcon
                      aria-label={t('notes:putAway')}
                      data-tip={t('notes:putAway')}
                      onClick={() => void actions.putAway(id)}
                    >
                      <IconArchive size={16} />
                    </ActionIcon>
                  </>
                )}
              </>
            )}
          </Group>
        </div>
        {editing ? (
          <NoteEdit
            note={data}
            draft={draft}
            rewrite={actions.rewrite}
            onClose={() => {
              focusBack(true);
              setEditing(false);
            }}
          />
        ) : (
          <NoteBody body={data.body} people={data.mentions} />
        )}
      </div>
    </li>
  );
}
