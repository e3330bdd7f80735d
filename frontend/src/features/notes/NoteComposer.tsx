import { Button, Group, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userErrorText } from '@/app/errors';
import { useViewer } from '@/app/viewer';
import { draftKey, useDraft } from './drafts';
import { NoteField } from './NoteField';
import classes from './Notes.module.css';
import { fits, lengthOf } from './text';
import type { NoteActions } from './useNotes';

interface Props {
  /** Id of the record that the note will be on. */
  about: string;
  write: NoteActions['write'];
}

/** A new note. What is typed stays with the record until it is saved, also when the page is left. */
export function NoteComposer({ about, write }: Props) {
  const { t } = useTranslation(['notes', 'common']);
  const viewer = useViewer();
  const [text, setText] = useDraft(draftKey(viewer.id, about));
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const submit = async () => {
    if (busy || !fits(text)) return field.current?.focus();
    if (lengthOf(text) === 0) {
      setError(t('common:edit.required'));
      return field.current?.focus();
    }
    setBusy(true);
    const result = await write(text.trim());
    setBusy(false);
    field.current?.focus();
    if (!result.ok) return setError(result.errors.map(userErrorText).join(' ') || t('common:edit.notSaved'));
    setError(undefined);
    setText('');
  };

  return (
    <form
      noValidate
      className={classes.composer}
      aria-label={t('notes:new')}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <NoteField
        ref={field}
        label={t('notes:new')}
        placeholder={t('notes:placeholder')}
        value={text}
        error={error}
        busy={busy}
        onChange={(next) => {
          setText(next);
          setError(undefined);
        }}
        onSubmit={() => void submit()}
      />
      <Group justify="space-between" gap="xs" mt={6}>
        <Text size="xs" c="dimmed">
          {t('notes:mention.hint')}
          <span className={classes.keys}> · {t('notes:hint')}</span>
        </Text>
        <Button type="submit" size="xs" ml="auto" loading={busy}>
          {t('notes:save')}
        </Button>
      </Group>
    </form>
  );
}
