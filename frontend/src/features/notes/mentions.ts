/** Somebody who can be mentioned. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** A person's name in a text, with its "@". */
export interface Mention extends Person {
  /** Where the "@" stands. */
  readonly at: number;
}

/** A note as people read and write it: names where its body holds markup. */
export interface Written {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A stretch of a body as people read it. */
export interface Piece {
  /** Where in the body it begins. */
  at: number;
  text: string;
  /** Whom it names; absent for words. */
  person?: Person;
}

/** The most people that the server takes in one note. */
export const MOST_PEOPLE = 20;
/** As long as a name may be in a body. */
const LONGEST = 200;
/** What is being looked for is a name: no longer than this, in so many words. */
const ASKED = 60;
const WORDS = 4;

/** `@[Anna Lindqvist](user_…)`, as the server reads it. A label holds neither its own end nor another's beginning. */
const MARKUP = /@\[((?:(?!\]\(|@\[)[^\r\n]){1,200})\]\((user_[0-9a-z]{26})\)/gu;

/** The body cut into words and names, without the markup. */
export function piecesOf(body: string): Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { 0: markup, 1: name = '', 2: id = '', index } of body.matchAll(MARKUP)) {
    if (name.trim() === '') continue;
    if (index > from) pieces.push({ at: from, text: body.slice(from, index) });
    pieces.push({ at: index, text: `@${name}`, person: { id, name } });
    from = index + markup.length;
  }
  if (from < body.length) pieces.push({ at: from, text: body.slice(from) });
  return pieces;
}

export function parse(body: string): Written {
  let text = '';
  const mentions: Mention[] = [];
  for (const { text: piece, person } of piecesOf(body)) {
    if (person) mentions.push({ ...person, at: text.length });
    text += piece;
  }
  return { text, mentions };
}

const markupOf = ({ id, name }: Person) => `@[${name}](${id})`;
const endOf = ({ at, name }: Mention) => at + 1 + name.length;

export function serialise({ text, mentions }: Written): string {
  let body = '';
  let from = 0;
  for (const mention of mentions) {
    body += text.slice(from, mention.at) + markupOf(mention);
    from = endOf(mention);
  }
  return body + text.slice(from);
}

/** A name as markup can hold it. */
export function labelOf(name: string): string {
  const one = name.replace(/[\r\n]+|\]\(|@\[/g, ' ').trim();
  return [...one].slice(0, LONGEST).join('').trim();
}

/** The same with the names that people go by now. */
export function withCurrentNames(body: string, people: readonly Person[]): string {
  const names = new Map(people.map(({ id, name }) => [id, labelOf(name)]));
  return piecesOf(body)
    .map(({ text, person }) =>
      person ? markupOf({ id: person.id, name: names.get(person.id) || person.name }) : text,
    )
    .join('');
}

/** How many people a body mentions. */
export function peopleIn(body: string): number {
  return new Set(piecesOf(body).flatMap(({ person }) => person?.id ?? [])).size;
}

/** The beginning of a body on one line. */
export function excerptOf(body: string, people: readonly Person[], most: number): string {
  const line = parse(withCurrentNames(body, people)).text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= most
    ? line
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}

function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length += 1;
  return length;
}

function commonEnd(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

/** Where two texts part, and where they meet again: `end` counts from behind. What was typed ends at the caret. */
function difference(before: string, after: string, caret: number): { start: number; end: number } {
  const tail = after.slice(caret);
  if (before.endsWith(tail)) {
    const end = tail.length;
    return { start: commonStart(before.slice(0, before.length - end), after.slice(0, caret)), end };
  }
  const start = commonStart(before, after);
  return { start, end: commonEnd(before.slice(start), after.slice(start)) };
}

const LETTER = /[\p{L}\p{N}_]/u;

/**
 * Names that a change made whole: they came with a text from elsewhere in the field, or back by undoing. What is
 * typed letter by letter names nobody yet, and of two people of one name neither is meant.
 */
function foundAgain(text: string, start: number, end: number, known: readonly Person[]): Mention[] {
  if (end - start === 1) return [];
  const found: Mention[] = [];
  const alone = known.filter(
    ({ id, name }) => !known.some((other) => other.name === name && other.id !== id),
  );
  for (const person of [...alone].sort((a, b) => b.name.length - a.name.length)) {
    const sign = `@${person.name}`;
    const from = Math.max(0, start - sign.length + 1);
    for (let at = text.indexOf(sign, from); at >= 0; at = text.indexOf(sign, at + 1)) {
      // Of what was deleted only the place is left: within the name.
      if (at >= end) break;
      const goesOn = LETTER.test(text.charAt(at + sign.length));
      if (!goesOn && !found.some((one) => overlap(one, { ...person, at }))) found.push({ ...person, at });
    }
  }
  return found;
}

const overlap = (a: Mention, b: Mention) => a.at < endOf(b) && b.at < endOf(a);

const inOrder = (mentions: readonly Mention[]) => [...mentions].sort((a, b) => a.at - b.at);

/**
 * What was written, after the field says something else. A name that was touched is words from then on; all others
 * move along. `known` are those mentioned here before.
 */
export function edited(
  { text, mentions }: Written,
  next: string,
  caret: number,
  known: readonly Person[],
): Written {
  const { start, end } = difference(text, next, caret);
  const [wasEnd, isEnd] = [text.length - end, next.length - end];
  const kept = mentions.flatMap((one) => {
    if (endOf(one) <= start) return one;
    return one.at >= wasEnd ? { ...one, at: one.at + isEnd - wasEnd } : [];
  });
  const again = foundAgain(next, start, isEnd, known).filter((one) => !kept.some((old) => overlap(old, one)));
  return { text: next, mentions: inOrder([...kept, ...again]) };
}

/** A name somebody is typing. */
export interface Query {
  /** Where its "@" stands. */
  at: number;
  text: string;
}

/** What is typed of a name ahead of the caret. An "@" within a word is of an e-mail address. */
export function queryAt({ text, mentions }: Written, caret: number): Query | undefined {
  const at = text.lastIndexOf('@', caret - 1);
  if (at < 0 || caret <= at || caret - at - 1 > ASKED) return undefined;
  if (LETTER.test(text.charAt(at - 1))) return undefined;
  const asked = text.slice(at + 1, caret);
  if (/^\s|[\r\n]/.test(asked) || asked.split(/\s+/).length > WORDS) return undefined;
  return mentions.some((one) => one.at === at) ? undefined : { at, text: asked };
}

/** What has to be typed in the place of the query so that it says the name; a blank after it unless one is there. */
export function typedFor({ text }: Written, caret: number, name: string): string {
  return `@${labelOf(name)}${/^[\s.,;:!?)]/.test(text.slice(caret)) ? '' : ' '}`;
}

/** The name that was just typed at this place is this person's. */
export function linked({ text, mentions }: Written, at: number, { id, name }: Person): Written {
  const mention = { id, name: labelOf(name), at };
  const others = mentions.filter((one) => !overlap(one, mention));
  return { text, mentions: inOrder([...others, mention]) };
}

/** The name that ends here: a backspace takes all of it. */
export function endingAt({ mentions }: Written, caret: number): { from: number; to: number } | undefined {
  const mention = mentions.find((one) => endOf(one) === caret);
  return mention && { from: mention.at, to: caret };
}

/** Where a place of the text is once its body was read again: markup in pasted words has become a name. */
export function placeAfterReading({ text, mentions }: Written, caret: number): number {
  const ahead = mentions.filter((one) => endOf(one) <= caret);
  return parse(serialise({ text: text.slice(0, caret), mentions: ahead })).text.length;
}

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether somebody may be meant, while the server has not answered yet. */
export function mayBe(person: Person & { readonly email: string }, asked: string): boolean {
  const about = plain(`${person.name} ${person.email}`);
  return plain(asked)
    .split(/\s+/)
    .every((word) => about.includes(word));
}
