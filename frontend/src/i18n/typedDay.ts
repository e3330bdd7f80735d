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

/** `7. 5. 2026 14:30`, `May 7, 2026, 2:30 PM`; the time last. */
const TIMED = /^(.+?)(?:\s*,\s*|\s+|T)(\d{1,2})[:.](\d{2})\s*([ap])?\.?(?:m\.?)?$/i;

/** On the clock of 24 hours, as HH:mm; null when no clock says so. */
function timeOf(hours: number, minutes: number, half: string | undefined): string | null {
  const twelve = half !== undefined;
  if (minutes > 59 || hours > (twelve ? 12 : 23) || (twelve && hours === 0)) return null;
  const hour = twelve ? (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hours;
  return `${String(hour).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** The day and time that somebody of this language typed, as YYYY-MM-DD HH:mm:ss; a day alone begins at midnight. */
export function typedMoment(text: string, language: string): string | null {
  const [, first = '', hours, minutes, half] = TIMED.exec(text.trim()) ?? [];
  const day = typedDay(first, language);
  const time = day && timeOf(Number(hours), Number(minutes), half);
  if (time) return `${day} ${time}:00`;
  const alone = typedDay(text, language);
  return alone && `${alone} 00:00:00`;
}
