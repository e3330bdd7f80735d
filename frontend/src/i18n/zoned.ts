const formats = new Map<string, Intl.DateTimeFormat>();

function parts(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

interface Wall {
  /** YYYY-MM-DD */
  day: string;
  /** HH:mm */
  time: string;
}

/** What calendar and clock on the wall say at an instant. */
export function wallOf(instant: string | number | Date, zone: string): Wall {
  const found = new Map(
    parts(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${found.get('year')}-${found.get('month')}-${found.get('day')}`,
    time: `${found.get('hour')}:${found.get('minute')}`,
  };
}

/** The instant at which the clock on the wall says this. In the hour a clock change skips: the moment after it. */
export function instantOf(day: string, time: string, zone: string): string {
  const asIfUtc = Date.parse(`${day}T${time}:00Z`);
  let instant = asIfUtc;
  // Twice: the first guess may lie on the other side of a clock change.
  for (let round = 0; round < 2; round += 1) {
    const wall = wallOf(instant, zone);
    instant += asIfUtc - Date.parse(`${wall.day}T${wall.time}:00Z`);
  }
  return new Date(instant).toISOString();
}

/** The first instant of a day: where the clock jumps at midnight, the one after the jump. */
export function startOfDay(day: string, zone: string): string {
  return instantOf(day, '00:00', zone);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day of another month; its last one where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** A day without a time means "some time that day": kept as its last minute, shown without the clock. */
export const END_OF_DAY = '23:59';
