import { addDays, instantOf, wallOf, weekday } from '@/i18n/zoned';

const MINUTE = 60_000;

/** How long activities last, in minutes; none when nobody said. */
export const DURATIONS = [15, 30, 45, 60, 90, 120, 180, 240, 480] as const;

export interface Start {
  /** YYYY-MM-DD */
  day: string;
  /** HH:mm */
  time: string;
}

/** One that was just over: it began an hour ago, on the quarter. */
export function justBefore(now: number, zone: string, minutes = 60): Start {
  const quarter = 15 * MINUTE;
  return wallOf(Math.floor((now - minutes * MINUTE) / quarter) * quarter, zone);
}

/** The next working day at ten. */
export function nextMorning(now: number, zone: string): Start {
  let day = addDays(wallOf(now, zone).day, 1);
  while (weekday(day) === 0 || weekday(day) === 6) day = addDays(day, 1);
  return { day, time: '10:00' };
}

export interface Span {
  startsAt: string;
  endsAt: string | null;
}

export function spanOf({ day, time }: Start, minutes: number | null, zone: string): Span {
  const startsAt = instantOf(day, time, zone);
  const ends = minutes === null ? null : new Date(Date.parse(startsAt) + minutes * MINUTE).toISOString();
  return { startsAt, endsAt: ends };
}

export function minutesOf({ startsAt, endsAt }: Span): number | null {
  return endsAt === null ? null : Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE);
}

interface Placed {
  readonly id: string;
  readonly status: string;
  readonly archived: boolean;
  readonly startsAt: string;
  readonly endsAt?: string | null;
}

/** Over, and nobody said what came of it. */
export function awaitsOutcome({ status, startsAt, endsAt }: Placed, now: number): boolean {
  return status === 'PLANNED' && Date.parse(endsAt ?? startsAt) < now;
}

/** It did not begin yet: nobody can say what came of it. */
export function liesAhead({ startsAt }: Placed, now: number): boolean {
  return Date.parse(startsAt) > now;
}

/** What is planned, the soonest first, so that what awaits its outcome stands on top; and what is past, the latest first. */
export function inSections<A extends Placed>(activities: readonly A[]): { planned: A[]; past: A[] } {
  const there = [...new Map(activities.map((one) => [one.id, one])).values()].filter((one) => !one.archived);
  const soonest = (a: A, b: A) => Date.parse(a.startsAt) - Date.parse(b.startsAt) || (a.id < b.id ? -1 : 1);
  return {
    planned: there.filter(({ status }) => status === 'PLANNED').sort(soonest),
    past: there.filter(({ status }) => status !== 'PLANNED').sort((a, b) => soonest(b, a)),
  };
}
