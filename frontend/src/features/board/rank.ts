const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;

function digit(text: string, place: number): number {
  const letter = text[place];
  return letter === undefined ? 0 : Math.max(0, DIGITS.indexOf(letter));
}

/**
 * A rank between two neighbours, so that a moved card stands right at once; the server's own rank, made
 * the same way, replaces it. Digits of base 36 after an imagined point: there is always room between two.
 * Bounds in the wrong order, or equal ones, give a rank after `low`.
 */
export function rankBetween(low: string | undefined, high: string | undefined): string {
  const floorText = low ?? '';
  let ceilingText = high !== undefined && high > floorText ? high : undefined;
  let rank = '';
  for (let place = 0; ; place += 1) {
    const floor = digit(floorText, place);
    const ceiling = ceilingText === undefined ? BASE : digit(ceilingText, place);
    if (ceiling > floor + 1) {
      // Near an open end step by one: appending must not use up the digits by halves.
      const open = ceilingText === undefined && floorText !== '';
      const step = open ? floor + 1 : Math.floor((floor + ceiling) / 2);
      return rank + DIGITS[Math.max(1, step)];
    }
    rank += DIGITS[floor];
    if (ceiling === floor + 1) ceilingText = undefined;
  }
}

/** Rank, then id: two cards that were put into the same gap at once still have one order everywhere. */
export function byRank(a: { rank: string; id: string }, b: { rank: string; id: string }): number {
  if (a.rank !== b.rank) return a.rank < b.rank ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
