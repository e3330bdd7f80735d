import { MOST_PEOPLE, type Person, peopleIn, piecesOf } from './mentions';

/** As long as the server takes. */
export const LIMIT = 20_000;
/** From here on the field says how much is left. */
const NEAR = 1_000;

/** As the server counts: characters, without the blanks around them. */
export function lengthOf(text: string): number {
  return [...text.trim()].length;
}

/** How many characters are left once that is worth telling; negative beyond the limit. */
export function leftOf(text: string): number | undefined {
  // A character is at most two units, so most texts need no counting.
  if (text.length < LIMIT - NEAR) return undefined;
  const left = LIMIT - lengthOf(text);
  return left <= NEAR ? left : undefined;
}

/** Whether a body is neither too long nor speaks to too many people. */
export function fits(body: string): boolean {
  return lengthOf(body) <= LIMIT && peopleIn(body) <= MOST_PEOPLE;
}

export interface Part {
  /** Where in the body it begins. */
  at: number;
  text: string;
  /** Absent for words that lead nowhere. */
  href?: string;
  /** Whom it names. */
  person?: Person;
}

const ADDRESS = /https?:\/\/[^\s<>"'`]+/gi;
const PAIRS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

const count = (text: string, sign: string) => text.split(sign).length - 1;

/** An address ends before the full stop of its sentence, and before a bracket that was opened outside of it. */
function trimAddress(address: string): string {
  let end = address;
  for (;;) {
    const last = end.at(-1) ?? '';
    const opening = PAIRS[last];
    const loose = opening ? count(end, last) > count(end, opening) : /[.,;:!?*_~|…]/.test(last);
    if (!loose) return end;
    end = end.slice(0, -1);
  }
}

/** Words cut at their web addresses. Only http(s): nothing somebody writes may run here. */
function linksIn(words: string, start: number): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const { 0: found, index } of words.matchAll(ADDRESS)) {
    const address = trimAddress(found);
    if (!URL.canParse(address)) continue;
    if (index > from) parts.push({ at: start + from, text: words.slice(from, index) });
    parts.push({ at: start + index, text: address, href: address });
    from = index + address.length;
  }
  if (from < words.length) parts.push({ at: start + from, text: words.slice(from) });
  return parts;
}

/** A body cut at its mentions and web addresses. */
export function partsOf(body: string): Part[] {
  return piecesOf(body).flatMap((piece) => (piece.person ? piece : linksIn(piece.text, piece.at)));
}

interface Placed {
  readonly id: string;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly createdAt: string;
}

/** As the server lists them: pinned ones first, then the newest. What was put away, or taken out again, has left at once. */
export function inOrder<N extends Placed>(notes: readonly N[], putAway = false): N[] {
  return notes
    .filter(({ archived }) => archived === putAway)
    .sort(
      (a, b) =>
        Number(b.pinned) - Number(a.pinned) ||
        Date.parse(b.createdAt) - Date.parse(a.createdAt) ||
        (a.id < b.id ? 1 : -1),
    );
}
