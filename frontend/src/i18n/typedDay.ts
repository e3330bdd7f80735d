const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** `7. 5. 2026`, and what is typed in a hurry; a year of two digits is one of this century. */
const PARTS = /^(\d{1,2})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/;

function dayOf(year: number, month: number, day: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, day));
  const exists = made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return exists ? made.toISOString().slice(0, 10) : null;
}

/** The day that somebody of this language typed, as YYYY-MM-DD; null while it is none yet. */
export function typedDay(text: string, language: string): string | null {
  const typed = text.trim();
  const iso = ISO.exec(typed);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const parts = PARTS.exec(typed);
  if (parts) {
    const [, first, separator, second, last] = parts;
    const year = Number(last) + (last?.length === 2 ? 2000 : 0);
    // With slashes English names the month first; with dots nobody does.
    const monthFirst = language === 'en' && separator === '/';
    const [day, month] = monthFirst ? [second, first] : [first, second];
    return dayOf(year, Number(month), Number(day));
  }
  // A name of a month, with the year: the browser reads English ones.
  if (!/\p{L}/u.test(typed) || !/\b\d{4}$/.test(typed)) return null;
  const read = new Date(typed);
  return Number.isNaN(read.getTime()) ? null : dayOf(read.getFullYear(), read.getMonth() + 1, read.getDate());
}
