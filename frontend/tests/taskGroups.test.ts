import { describe, expect, it } from 'vitest';
import { type Clock, groupOf, groupTasks } from '@/features/tasks/groups';
import { addDays, END_OF_DAY, instantOf, wallOf } from '@/i18n/zoned';

// A Wednesday, 23:30 in Prague: still Tuesday evening in New York, already Thursday in Tokyo.
const now = Date.parse('2026-03-11T22:30:00Z');
const clock = (zone: string, firstDayOfWeek: 0 | 1 = 1): Clock => ({ now, zone, firstDayOfWeek });
const open = (dueAt: string | null) => ({ status: 'OPEN' as const, dueAt });

describe('groupOf', () => {
  it.each([
    ['2026-03-11T22:29:00Z', 'Europe/Prague', 'overdue'],
    ['2026-03-11T22:45:00Z', 'Europe/Prague', 'today'],
    ['2026-03-11T23:15:00Z', 'Europe/Prague', 'week'],
    // The same instant is today for somebody whose day is not over.
    ['2026-03-11T23:15:00Z', 'America/New_York', 'today'],
    ['2026-03-12T14:00:00Z', 'Asia/Tokyo', 'today'],
    ['2026-03-15T22:00:00Z', 'Europe/Prague', 'week'],
    ['2026-03-15T23:30:00Z', 'Europe/Prague', 'later'],
  ])('%s in %s is %s', (dueAt, zone, group) => {
    expect(groupOf(open(dueAt), clock(zone))).toBe(group);
  });

  it('knows tasks without a date, and those that are over', () => {
    expect(groupOf(open(null), clock('UTC'))).toBe('none');
    expect(groupOf({ status: 'DONE', dueAt: '2026-03-01T00:00:00Z' }, clock('UTC'))).toBe('done');
    expect(groupOf({ status: 'CANCELLED', dueAt: null }, clock('UTC'))).toBe('done');
  });

  it('ends the week on Saturday where it begins on Sunday', () => {
    const sunday = open('2026-03-15T12:00:00Z');
    expect(groupOf(sunday, clock('Europe/Prague', 1))).toBe('week');
    expect(groupOf(sunday, clock('Europe/Prague', 0))).toBe('later');
  });
});

describe('groupTasks', () => {
  it('keeps the order of groups and of tasks, and leaves out what is empty', () => {
    const tasks = [
      { id: 'a', ...open(null) },
      { id: 'b', ...open('2026-03-11T10:00:00Z') },
      { id: 'c', ...open(null) },
    ];
    const groups = groupTasks(tasks, clock('Europe/Prague'));
    expect(groups.map(({ group, tasks: list }) => [group, list.map(({ id }) => id)])).toEqual([
      ['overdue', ['b']],
      ['none', ['a', 'c']],
    ]);
  });
});

describe('wall clock', () => {
  it.each(['UTC', 'Europe/Prague', 'America/St_Johns', 'Asia/Kathmandu'])(
    'goes there and back in %s',
    (zone) => {
      for (const day of ['2026-01-15', '2026-07-15', '2026-10-25']) {
        expect(wallOf(instantOf(day, END_OF_DAY, zone), zone)).toEqual({ day, time: END_OF_DAY });
      }
    },
  );

  it('lands behind the hour that a clock change skips', () => {
    expect(instantOf('2026-03-29', '02:30', 'Europe/Prague')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('adds days across months', () => {
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  });
});
