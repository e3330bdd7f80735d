import { addDays, wallOf, weekday } from '@/i18n/zoned';

export const GROUPS = ['overdue', 'today', 'week', 'later', 'none', 'done'] as const;
export type TaskGroup = (typeof GROUPS)[number];

export interface Datable {
  readonly status: 'OPEN' | 'DONE' | 'CANCELLED';
  readonly dueAt?: string | null;
}

export interface Clock {
  now: number;
  zone: string;
  /** 0 is Sunday. */
  firstDayOfWeek: 0 | 1;
}

/** Where a task belongs, by the calendar of the person who looks. */
export function groupOf(task: Datable, { now, zone, firstDayOfWeek }: Clock): TaskGroup {
  if (task.status !== 'OPEN') return 'done';
  if (!task.dueAt) return 'none';
  if (Date.parse(task.dueAt) < now) return 'overdue';
  const today = wallOf(now, zone).day;
  const due = wallOf(task.dueAt, zone).day;
  if (due === today) return 'today';
  const intoWeek = (weekday(today) - firstDayOfWeek + 7) % 7;
  return due <= addDays(today, 6 - intoWeek) ? 'week' : 'later';
}

/** Groups in the order they are shown, empty ones left out; the order within a group is kept. */
export function groupTasks<T extends Datable>(
  tasks: readonly T[],
  clock: Clock,
): { group: TaskGroup; tasks: T[] }[] {
  const found = new Map<TaskGroup, T[]>();
  for (const task of tasks) {
    const group = groupOf(task, clock);
    const list = found.get(group);
    if (list) list.push(task);
    else found.set(group, [task]);
  }
  return GROUPS.flatMap((group) => {
    const list = found.get(group);
    return list ? [{ group, tasks: list }] : [];
  });
}
