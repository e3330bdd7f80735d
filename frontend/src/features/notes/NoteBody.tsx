import { Anchor, Spoiler } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Notes.module.css';
import { partsOf } from './text';

const FOLDED = 360;

/** What was written, line by line, with its web addresses as links. A long one is folded. */
export function NoteBody({ body }: { body: string }) {
  const { t } = useTranslation('notes');
  return (
    <Spoiler
      maxHeight={FOLDED}
      showLabel={t('unfold')}
      hideLabel={t('fold')}
      classNames={{ control: classes.fold }}
    >
      <div className={classes.body}>
        {partsOf(body).map(({ at, text, href }) =>
          href ? (
            <Anchor key={at} href={href} target="_blank" rel="noopener noreferrer" inherit underline="always">
              {text}
            </Anchor>
          ) : (
            <Fragment key={at}>{text}</Fragment>
          ),
        )}
      </div>
    </Spoiler>
  );
}
