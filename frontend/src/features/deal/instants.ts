/** How far a zone is ahead of UTC at an instant, in milliseconds. */
function offset(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** What a picker gives (`2026-05-04 15:30:00`, a clock on the user's wall) as an instant of the API. */
export function toInstant(wall: string | null, timeZone: string): string | null {
  if (!wall) return null;
  const asUtc = new Date(`${wall.replace(' ', 'T')}Z`).getTime();
  // Twice: the first guess may lie on the other side of a clock change.
  const guess = asUtc - offset(asUtc, timeZone);
  return new Date(asUtc - offset(guess, timeZone)).toISOString();
}

/** An instant as the user's wall clock shows it, in a picker's notation. */
export function toWall(instant: string | null | undefined, timeZone: string): string | null {
  if (!instant) return null;
  const at = new Date(instant).getTime();
  return new Date(at + offset(at, timeZone)).toISOString().slice(0, 19).replace('T', ' ');
}
