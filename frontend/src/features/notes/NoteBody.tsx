import { Spoiler } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Person } from './mentions';
import classes from './Notes.module.css';
import { NoteText } from './NoteText';

const FOLDED = 360;

/** What was written, line by line. A long one is folded. */
export function NoteBody({ body, people }: { body: string; people?: readonly Person[] }) {
  const { t } = useTranslation('notes');
  return (
    <Spoiler
      maxHeight={FOLDED}
      showLabel={t('unfold')}
      hideLabel={t('fold')}
      classNames={{ control: classes.fold }}
    >
      <div className={classes.body}>
        <NoteText body={body} people={people} />
      </div>
    </Spoiler>
  );
}
