import { instantOf, wallOf } from './zoned';

/** Inputs of date and time know no zones: they show and give what the user's own clock says. */
export function toWall(instant: string | null, zone: string): string | null {
  if (instant === null) return null;
  const { day, time } = wallOf(instant, zone);
  return `${day}T${time}`;
}

export function fromWall(wall: string | null, zone: string): string | null {
  if (!wall) return null;
  return instantOf(wall.slice(0, 10), wall.slice(11, 16) || '00:00', zone);
}
