import { announce, cleanup } from '@atlaskit/pragmatic-drag-and-drop-live-region';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Person, Rating } from './model';
import { sameRating, step } from './plot';
import type { StakeholderActions } from './useStakeholders';

/** Several steps of one walk are one change: it goes out when the hand rests. */
const REST = 600;

interface Draft {
  person: Person;
  rating: Rating;
  base: number;
}

/** Dots moved by the arrow keys; each step is shown and said at once. */
export function usePlotKeys(rate: StakeholderActions['rate']) {
  const [draft, setDraft] = useState<Draft>();
  const open = useRef<Draft>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = () => {
    clearTimeout(timer.current);
    const done = open.current;
    open.current = undefined;
    if (!done) return;
    const { person, rating, base } = done;
    const sent = sameRating(rating, person) ? Promise.resolve() : rate(person, rating, base);
    void sent.finally(() => setDraft((now) => (now === done ? undefined : now)));
  };
  const latest = useRef(flush);
  useEffect(() => {
    latest.current = flush;
  });
  useEffect(
    () => () => {
      latest.current();
      cleanup();
    },
    [],
  );

  const ratingOf = ({ id, influence, loyalty }: Person): Rating =>
    draft?.person.id === id ? draft.rating : { influence, loyalty };

  const onKeyDown = (event: KeyboardEvent, person: Person, sentence: (rated: Person) => string) => {
    const next = step(ratingOf(person), event.key);
    if (!next || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (open.current && open.current.person.id !== person.id) flush();
    // The version of the walk's first step: what others change meanwhile must be noticed.
    const begun = open.current ?? { person, rating: next, base: person.version };
    open.current = { ...begun, rating: next };
    setDraft(open.current);
    announce(`${person.contact.name}: ${sentence({ ...person, ...next })}`);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(), REST);
  };
  return { ratingOf, onKeyDown, flush };
}
