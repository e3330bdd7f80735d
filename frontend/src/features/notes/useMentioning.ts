import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  edited,
  endingAt,
  labelOf,
  linked,
  type Person,
  parse,
  placeAfterReading,
  queryAt,
  serialise,
  typedFor,
  type Written,
} from './mentions';
import { type Offered, usePeople } from './usePeople';

interface Typing {
  /** Where the "@" stands. */
  at: number;
  caret: number;
}

export interface Mentioning {
  written: Written;
  /** The name being typed, from where to where; absent while the list is closed. */
  typing: Typing | undefined;
  people: readonly Offered[];
  active: number;
  setActive: (index: number) => void;
  change: (text: string, caret: number) => void;
  select: (start: number, end: number) => void;
  choose: (person: Person) => void;
  close: () => void;
  /** Whether the key was for the list. */
  onKeyDown: (event: KeyboardEvent) => boolean;
}

/**
 * A body as its writer sees it, and the people offered for a name that is being typed. Who is meant stands in the
 * body alone: the text is read from it after every change, so what is seen is what is saved.
 */
export function useMentioning(
  field: RefObject<HTMLTextAreaElement | null>,
  body: string,
  onChange: (body: string) => void,
): Mentioning {
  const written = useMemo(() => parse(body), [body]);
  const [typing, setTyping] = useState<Typing>();
  const [active, setActive] = useState(0);
  const known = useRef(new Map<string, Person>());
  const dismissed = useRef<number>(undefined);
  const choosing = useRef<{ at: number; person: Person }>(undefined);
  const moveTo = useRef<number>(undefined);
  const asked = typing && queryAt(written, typing.caret);
  const people = usePeople(asked?.text);
  const open = asked !== undefined && people.length > 0;

  useLayoutEffect(() => {
    if (moveTo.current === undefined) return;
    field.current?.setSelectionRange(moveTo.current, moveTo.current);
    moveTo.current = undefined;
  });

  const change = (text: string, caret: number) => {
    for (const { id, name } of written.mentions) known.current.set(id, { id, name });
    let next = edited(written, text, caret, [...known.current.values()]);
    if (choosing.current) next = linked(next, choosing.current.at, choosing.current.person);
    choosing.current = undefined;
    const place = placeAfterReading(next, caret);
    if (place !== caret) moveTo.current = place;
    const query = place === caret ? queryAt(next, caret) : undefined;
    if (query?.at !== dismissed.current) dismissed.current = undefined;
    setTyping(query && dismissed.current === undefined ? { at: query.at, caret } : undefined);
    setActive(0);
    onChange(serialise(next));
  };

  const select = (start: number, end: number) => {
    if (!typing || typing.caret === start) return;
    const same = start === end && queryAt(written, start)?.at === typing.at;
    setTyping(same ? { at: typing.at, caret: start } : undefined);
  };

  const choose = (person: Person) => {
    const input = field.current;
    if (!typing || !input) return;
    const { at, caret } = typing;
    const typed = typedFor(written, caret, person.name);
    known.current.set(person.id, { id: person.id, name: labelOf(person.name) });
    choosing.current = { at, person };
    input.focus();
    input.setSelectionRange(at, caret);
    // Typed on the writer's behalf: the browser's own undo takes it back.
    if (document.execCommand?.('insertText', false, typed)) return;
    moveTo.current = at + typed.length;
    change(written.text.slice(0, at) + typed + written.text.slice(caret), at + typed.length);
  };

  const close = () => setTyping(undefined);

  const onKeyDown = (event: KeyboardEvent): boolean => {
    const { key, shiftKey, nativeEvent } = event;
    if (nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (key === 'Backspace') takeWhole(field.current, written);
    if (!open) return false;
    const person = people[active];
    if (key === 'ArrowDown') setActive((active + 1) % people.length);
    else if (key === 'ArrowUp') setActive((active + people.length - 1) % people.length);
    else if ((key === 'Enter' || key === 'Tab') && !shiftKey && person) choose(person);
    else if (key === 'Escape') {
      dismissed.current = typing?.at;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    written,
    typing: open ? typing : undefined,
    people,
    active: Math.min(active, people.length - 1),
    setActive,
    change,
    select,
    choose,
    close,
    onKeyDown,
  };
}

/** A name goes as it came: all at once. What the key then deletes is what is selected. */
function takeWhole(input: HTMLTextAreaElement | null, written: Written): void {
  if (!input || input.selectionStart !== input.selectionEnd) return;
  const name = endingAt(written, input.selectionStart);
  if (name) input.setSelectionRange(name.from, name.to);
}
