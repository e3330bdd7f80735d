import { Alert, Button, Group, ScrollArea, Stack, Text } from '@mantine/core';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userErrorText } from '@/app/errors';
import { confirm } from '@/ui/confirm';
import type { ConflictError } from '../records/merge';
import { type Edit, readEdit, writeEdit } from './drafts';
import { type Person, withCurrentNames } from './mentions';
import { NoteBody } from './NoteBody';
import { NoteField } from './NoteField';
import classes from './Notes.module.css';
import { fits, lengthOf } from './text';
import type { NoteActions } from './useNotes';

interface Props {
  note: {
    readonly id: string;
    readonly body: string;
    readonly version: number;
    readonly mentions: readonly Person[];
  };
  /** Where the unfinished edit is kept. */
  draft: string;
  rewrite: NoteActions['rewrite'];
  onClose: () => void;
}

/** A note being written anew where it stands. Nothing is lost: neither by leaving, nor by somebody else's change. */
export function NoteEdit({ note, draft, rewrite, onClose }: Props) {
  const { t } = useTranslation(['notes', 'common']);
  const [kept] = useState(() => readEdit(draft));
  const [original] = useState(() => withCurrentNames(note.body, note.mentions));
  const [edit, setEdit] = useState<Edit>(kept ?? { version: note.version, body: original });
  const [error, setError] = useState<string>();
  const [clash, setClash] = useState<ConflictError>();
  const [busy, setBusy] = useState(false);
  const asking = useRef(false);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    const { current } = field;
    // What was left unfinished waits for its writer; what was just opened is to be written.
    if (kept || !current) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, [kept]);

  const change = (next: Edit) => {
    setEdit(next);
    setError(undefined);
    writeEdit(draft, next.body === original ? undefined : next);
  };
  const close = () => {
    writeEdit(draft, undefined);
    onClose();
  };

  const save = async (version = edit.version) => {
    if (busy || !fits(edit.body)) return field.current?.focus();
    if (lengthOf(edit.body) === 0) return setError(t('common:edit.required'));
    const now = withCurrentNames(note.body, note.mentions);
    if (edit.body.trim() === now && !clash) return close();
    setBusy(true);
    const result = await rewrite(note.id, edit.body.trim(), version);
    setBusy(false);
    if (result.ok) return close();
    if ('clash' in result) return setClash(result.clash);
    setError(result.errors.map(userErrorText).join(' ') || t('common:edit.notSaved'));
    field.current?.focus();
  };

  const cancel = async () => {
    if (busy || asking.current) return;
    if (edit.body === original) return close();
    asking.current = true;
    const sure = await confirm({
      title: t('common:discard.title'),
      body: t('notes:discard'),
      confirmLabel: t('common:discard.confirm'),
      danger: true,
    });
    asking.current = false;
    if (sure) close();
  };

  const theirs = clash?.changed.find((one) => one.field === 'body')?.after;
  return (
    <Stack gap="xs" mt={4}>
      <NoteField
        ref={field}
        label={t('notes:text')}
        value={edit.body}
        error={error}
        busy={busy}
        onChange={(body) => change({ ...edit, body })}
        onSubmit={() => void save(clash?.currentVersion)}
        onEscape={() => void cancel()}
      />
      {clash && (
        <Alert
          color="amber"
          icon={<IconGitMerge size={18} />}
          title={clash.changedBy ? t('notes:clashBy', { name: clash.changedBy.name }) : t('notes:clash')}
        >
          <Stack gap="xs">
            {typeof theirs === 'string' && (
              <ScrollArea.Autosize mah={200} className={classes.theirs}>
                <NoteBody body={theirs} people={note.mentions} />
              </ScrollArea.Autosize>
            )}
            <Group gap="xs">
              <Button size="compact-sm" loading={busy} onClick={() => void save(clash.currentVersion)}>
                {t('common:conflict.keepMine')}
              </Button>
              <Button size="compact-sm" variant="default" onClick={close}>
                {t('common:conflict.takeTheirs')}
              </Button>
            </Group>
          </Stack>
        </Alert>
      )}
      {!clash && (
        <Group justify="space-between" gap="xs">
          <Text size="xs" c="dimmed" className={classes.keys}>
            {t('common:edit.textareaHint')}
          </Text>
          <Group gap="xs" ml="auto">
            <Button size="xs" variant="default" onClick={() => void cancel()}>
              {t('common:action.cancel')}
            </Button>
            <Button size="xs" loading={busy} onClick={() => void save()}>
              {t('common:action.save')}
            </Button>
          </Group>
        </Group>
      )}
    </Stack>
  );
}
