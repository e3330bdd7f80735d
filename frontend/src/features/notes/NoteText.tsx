import { Anchor } from '@mantine/core';
import { Fragment } from 'react';
import { useViewer } from '@/app/viewer';
import type { Person } from './mentions';
import classes from './Notes.module.css';
import { partsOf } from './text';

interface Props {
  body: string;
  /** Who is mentioned in it, by the names they go by now. Whom it does not hold is called as the writer did. */
  people?: readonly Person[];
}

/** What a note says, with its web addresses as links and those it mentions by their names. */
export function NoteText({ body, people = [] }: Props) {
  const { id: me } = useViewer();
  return partsOf(body).map(({ at, text, href, person }) => {
    if (person) {
      const name = people.find(({ id }) => id === person.id)?.name ?? person.name;
      return (
        <span key={at} className={classes.mention} data-own={person.id === me || undefined}>
          @{name}
        </span>
      );
    }
    if (!href) return <Fragment key={at}>{text}</Fragment>;
    return (
      <Anchor key={at} href={href} target="_blank" rel="noopener noreferrer" inherit underline="always">
        {text}
      </Anchor>
    );
  });
}
