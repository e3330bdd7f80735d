import type {
  CreateActivityInput,
  FollowUpTaskInput,
} from '@/__generated__/useActivitiesCreateMutation.graphql';
import type { UserErrorLike } from '@/app/errors';
import { wallOf } from '@/i18n/zoned';
import { type Start, spanOf } from './when';

/** A task that is to follow, as it is typed. */
export interface FollowUp {
  /** For the list alone. */
  key: string;
  title: string;
  assigneeId: string | null;
  dueAt: string | null;
}

/** As many as the server takes in one step. */
export const MOST_TASKS = 20;

let rows = 0;

export function followUp(assigneeId: string): FollowUp {
  rows += 1;
  return { key: `row-${rows}`, title: '', assigneeId, dueAt: null };
}

/** Those with a title; a row that was left empty is none. */
export function tasksOf(all: readonly FollowUp[]): FollowUpTaskInput[] {
  return all
    .filter(({ title }) => title.trim() !== '')
    .map(({ title, assigneeId, dueAt }) => ({ title: title.trim(), assigneeId, dueAt }));
}

/** Where the field of an error stands in the form: the row a task was typed in, the day of a beginning. */
export function atFields(error: UserErrorLike, all: readonly FollowUp[]): UserErrorLike {
  const path = error.path[0] === 'input' ? error.path.slice(1) : error.path;
  const [first, place, ...rest] = path;
  if (first === 'startsAt') return { ...error, path: ['day'] };
  if (first === 'endsAt') return { ...error, path: ['duration'] };
  if (first !== 'tasks' || place === undefined) return error;
  const sent = all.flatMap(({ title }, index) => (title.trim() === '' ? [] : [index]));
  return { ...error, path: [first, String(sent[Number(place)] ?? 0), ...rest] };
}

/** The fields of an activity as they are typed. Texts without a value are empty. */
export interface Values extends Record<string, unknown> {
  kindId: string | null;
  subject: string;
  day: string | null;
  time: string;
  /** In minutes; empty when nobody said. */
  duration: string;
  contactIds: string[];
  userIds: string[];
  ownerId: string | null;
  minutes: string;
  outcome: string;
  tasks: FollowUp[];
}

/** What somebody wrote: nobody says how long it took. */
const WRITTEN = new Set(['email', 'letter']);

/** How long one of this kind lasts unless somebody says otherwise, as it stands in the form. */
export function usualDuration(kind: string | undefined, planned: boolean): string {
  return !planned && kind !== undefined && WRITTEN.has(kind) ? '' : '60';
}

/** Of another kind than before: it lasts as long as is usual for that, unless something else was chosen. */
export function durationAfter(
  duration: string,
  { was, is, planned }: { was: string | undefined; is: string | undefined; planned: boolean },
): string {
  return duration === usualDuration(was, planned) ? usualDuration(is, planned) : duration;
}

/** The record an activity is about, as its input names it. */
export type About = Pick<CreateActivityInput, 'dealId' | 'accountId' | 'contactId' | 'leadId'>;

export function spanOfForm({ day, time, duration }: Pick<Values, 'day' | 'time' | 'duration'>, zone: string) {
  return spanOf({ day: day ?? '', time: time || '00:00' }, duration === '' ? null : Number(duration), zone);
}

export function createInput(
  values: Values,
  { about, planned, zone }: { about: About; planned: boolean; zone: string },
): CreateActivityInput {
  return {
    ...about,
    ...spanOfForm(values, zone),
    kindId: values.kindId ?? '',
    subject: values.subject.trim(),
    status: planned ? 'PLANNED' : 'HELD',
    minutes: values.minutes.trim() || null,
    outcome: planned ? null : values.outcome.trim() || null,
    ownerId: values.ownerId,
    contactIds: values.contactIds,
    userIds: values.userIds,
    tasks: tasksOf(values.tasks),
  };
}

export interface Known {
  readonly kind: { readonly id: string };
  readonly subject: string;
  readonly startsAt: string;
  readonly endsAt?: string | null;
  readonly minutes?: string | null;
  readonly outcome?: string | null;
  readonly owner: { readonly id: string };
  readonly attendees: readonly {
    readonly contact?: { readonly id: string } | null;
    readonly user?: { readonly id: string } | null;
  }[];
}

/** One that is there, to be edited. */
export function valuesOf(activity: Known, zone: string): Values {
  const { startsAt, endsAt, attendees } = activity;
  const start: Start = wallOf(startsAt, zone);
  const lasts = endsAt ? Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000) : undefined;
  return {
    kindId: activity.kind.id,
    subject: activity.subject,
    ...start,
    duration: lasts === undefined ? '' : String(lasts),
    contactIds: attendees.flatMap(({ contact }) => contact?.id ?? []),
    userIds: attendees.flatMap(({ user }) => user?.id ?? []),
    ownerId: activity.owner.id,
    minutes: activity.minutes ?? '',
    outcome: activity.outcome ?? '',
    tasks: [],
  };
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id) => other.includes(id));

/** What differs from how the form began: nothing else is sent, so that it cannot overwrite what others changed. */
export function patchOf(was: Values, is: Values, zone: string) {
  const span = spanOfForm(is, zone);
  const moved = was.day !== is.day || was.time !== is.time;
  return {
    ...(was.kindId !== is.kindId && is.kindId && { kindId: is.kindId }),
    ...(was.subject !== is.subject.trim() && { subject: is.subject.trim() }),
    ...(moved && { startsAt: span.startsAt }),
    ...((moved || was.duration !== is.duration) && { endsAt: span.endsAt }),
    ...(was.minutes !== is.minutes.trim() && { minutes: is.minutes.trim() || null }),
    ...(was.outcome !== is.outcome.trim() && { outcome: is.outcome.trim() || null }),
    ...(was.ownerId !== is.ownerId && is.ownerId && { ownerId: is.ownerId }),
    ...(!same(was.contactIds, is.contactIds) && { contactIds: is.contactIds }),
    ...(!same(was.userIds, is.userIds) && { userIds: is.userIds }),
  };
}
