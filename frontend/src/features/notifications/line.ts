import { linkOptions } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { graphql, readInlineData } from 'react-relay/hooks';
import type {
  line_notification$data,
  line_notification$key,
  NotificationKind,
} from '@/__generated__/line_notification.graphql';
import { excerptOf } from '../notes/mentions';

/** What a line says and where it leads, whether it stands in a list or in a toast. */
export type Line = line_notification$data;

export const KINDS = [
  'TASK_ASSIGNED',
  'DEAL_ASSIGNED',
  'APPROVAL_REQUESTED',
  'APPROVAL_DECIDED',
  'MENTION',
  'REMINDER',
  'DEAL_WON',
] as const satisfies readonly NotificationKind[];

export function kindOf(text: string | undefined): NotificationKind | undefined {
  return KINDS.find((kind) => kind === text);
}

export function lineOf(key: line_notification$key): Line {
  return readInlineData(
    graphql`
      fragment line_notification on Notification @inline {
        id
        version
        kind
        count
        at
        readAt
        actor {
          kind
          name
        }
        deal {
          id
          name
        }
        subject {
          __typename
          ... on Task {
            id
            title
            dueAt
            deal {
              id
            }
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
          }
          ... on Activity {
            id
            subject
            deal {
              id
            }
            account {
              id
            }
            contact {
              id
            }
            lead {
              id
            }
          }
          ... on Approval {
            id
            subjectKind
            status
            dueAt
            endedAt
            usedAt
            steps {
              id
              status
            }
            requestedBy {
              name
            }
            deal {
              id
              name
            }
          }
          ... on Deal {
            id
            name
          }
          ... on Note {
            id
            body
            mentions {
              id
              name
            }
            deal {
              id
              name
            }
            account {
              id
              name
            }
            contact {
              id
              name
            }
            lead {
              id
              topic
            }
          }
        }
      }
    `,
    key,
  );
}

type Told = TFunction<'notifications'>;

/** What stands in a sentence: who, what, and how many it is about. */
interface Words {
  name: string;
  /** Nobody in person: the sentence does without a name. */
  alone: boolean;
  count: number;
}

function wordsOf({ actor, count }: Line): Words {
  return { name: actor?.name ?? 'Dealstream', alone: !actor || actor.kind === 'SYSTEM', count };
}

/** The line in the viewer's language. What they do not see any more is told by its kind alone. */
export function sentenceOf(t: Told, line: Line): string {
  const words = wordsOf(line);
  const { subject } = line;
  const sentence =
    subject?.__typename === 'Task'
      ? taskText(t, line, words, subject)
      : subject?.__typename === 'Activity'
        ? reminderText(t, words, subject.subject, 'activity')
        : subject?.__typename === 'Approval'
          ? approvalText(t, line, words, subject)
          : subject?.__typename === 'Deal'
            ? dealText(t, line, words, subject.name)
            : subject?.__typename === 'Note'
              ? mentionText(t, words, subject)
              : undefined;
  return sentence ?? t(`kind.${line.kind}`);
}

type Of<Name extends string> = Extract<NonNullable<Line['subject']>, { __typename: Name }>;

function taskText(t: Told, line: Line, { name, alone, count }: Words, task: Of<'Task'>): string {
  const { title, dueAt } = task;
  if (line.kind === 'REMINDER') {
    const due = dueAt != null && Date.parse(dueAt) <= Date.parse(line.at);
    return reminderText(t, { name, alone, count }, title, due ? 'due' : 'task');
  }
  if (count > 1) return t('told.tasks', { count, name, title });
  return alone ? t('told.task', { title }) : t('told.taskBy', { name, title });
}

function reminderText(t: Told, { count }: Words, title: string, about: 'task' | 'due' | 'activity'): string {
  return count > 1 ? t('told.reminders', { count, title }) : t(`told.reminder.${about}`, { title });
}

/** As much of a note as a line has room for. */
const QUOTED = 80;

function mentionText(t: Told, { name, alone, count }: Words, note: Of<'Note'>): string | undefined {
  const { deal, account, contact, lead } = note;
  const about = deal?.name ?? account?.name ?? contact?.name ?? lead?.topic;
  if (about === undefined) return undefined;
  const text = excerptOf(note.body, note.mentions, QUOTED);
  if (count > 1) return t('told.mentions', { count, name, about, text });
  return alone ? t('told.mention', { about, text }) : t('told.mentionBy', { name, about, text });
}

function dealText(t: Told, line: Line, words: Words, deal: string): string {
  return line.kind === 'DEAL_ASSIGNED' ? ownerText(t, words, deal) : wonText(t, words, deal);
}

function ownerText(t: Told, { name, alone, count }: Words, deal: string): string {
  if (count > 1) return t('told.owners', { count, name, deal });
  return alone ? t('told.owner', { deal }) : t('told.ownerBy', { name, deal });
}

function wonText(t: Told, { name, alone, count }: Words, deal: string): string {
  if (count > 1) return t('told.wonAgain', { count, name, deal });
  return alone ? t('told.won', { deal }) : t('told.wonBy', { name, deal });
}

function approvalText(t: Told, line: Line, words: Words, approval: Of<'Approval'>): string | undefined {
  const { name, alone, count } = words;
  const deal = approval.deal?.name ?? line.deal?.name;
  if (deal === undefined) return undefined;
  if (line.kind === 'APPROVAL_REQUESTED') {
    const due = approval.dueAt != null && Date.parse(approval.dueAt) <= Date.parse(line.at);
    // A reminder comes on top of the asking: they were not asked twice.
    if (count > 1) return t(alone && due ? 'told.overdueAgain' : 'told.askedAgain', { count, deal });
    if (alone) return t(due ? 'told.overdue' : 'told.asked', { deal });
    // Also when it comes by the decision of the step before, or from whoever handed it over.
    return t('told.askedBy', { name: approval.requestedBy?.name ?? name, deal });
  }
  const latest = decisionText(t, line, { name, deal }, approval);
  // Of several, too, one wants to know how the latest went.
  return latest !== undefined && count > 1 ? t('told.decisions', { count, latest }) : latest;
}

function decisionText(
  t: Told,
  line: Line,
  { name, deal }: { name: string; deal: string },
  approval: Of<'Approval'>,
): string | undefined {
  const { status, subjectKind, usedAt } = approval;
  if (status === 'REJECTED') return t('told.refused', { name, deal });
  if (status === 'RECALLED') return t('told.recalled', { name, deal });
  if (status === 'VOIDED')
    return t(tellsGrant(line, approval) ? 'told.grantedOnce' : 'told.voided', { name, deal });
  if (status !== 'APPROVED') return undefined;
  // Granted, and yet the deal has not moved.
  const stayed = subjectKind === 'STAGE_ENTRY' && !usedAt;
  return t(stayed ? 'told.stayed' : 'told.granted', { name, deal });
}

/** Whether the line is about the grant of what was voided later: whoever granted it is not who voided it. */
function tellsGrant({ at }: Line, { endedAt, steps }: Of<'Approval'>): boolean {
  const granted = steps.every(({ status }) => status === 'APPROVED');
  return granted && endedAt != null && Date.parse(at) <= Date.parse(endedAt);
}

const dealLink = (dealId: string, tab?: string) =>
  linkOptions({ to: '/deals/$dealId', params: { dealId }, search: tab ? { tab } : {} });

type OnRecord = Of<'Task'> | Of<'Activity'> | Of<'Note'>;

const recordTarget = ({ deal, account, contact, lead }: OnRecord, tab: string) => {
  const search = { tab };
  if (deal) return dealLink(deal.id, tab);
  if (lead) return linkOptions({ to: '/leads/$leadId', params: { leadId: lead.id }, search });
  if (account) return linkOptions({ to: '/accounts/$accountId', params: { accountId: account.id }, search });
  if (contact) return linkOptions({ to: '/contacts/$contactId', params: { contactId: contact.id }, search });
  return undefined;
};

// What is about nothing else stands there, and so do the activities whose outcome is asked for.
const workTarget = (work: Of<'Task'> | Of<'Activity'>, tab: string) =>
  recordTarget(work, tab) ?? linkOptions({ to: '/tasks', search: {} });

export type Target = NonNullable<ReturnType<typeof targetOf>>;

/** Where it leads: to what it is about; to the deal when that is all the viewer sees; else nowhere. */
export function targetOf({ subject, deal }: Line) {
  switch (subject?.__typename) {
    case 'Task':
      return workTarget(subject, 'tasks');
    case 'Activity':
      return workTarget(subject, 'activities');
    case 'Approval':
      return linkOptions({ to: '/approvals/$approvalId', params: { approvalId: subject.id } });
    case 'Deal':
      return dealLink(subject.id);
    case 'Note':
      return recordTarget(subject, 'notes');
    default:
      return deal ? dealLink(deal.id) : undefined;
  }
}

/** Pages that show by themselves what a kind tells of. */
const SHOWS: Partial<Record<NotificationKind, string>> = {
  TASK_ASSIGNED: '/tasks',
  REMINDER: '/tasks',
  APPROVAL_REQUESTED: '/approvals',
};

/** Whether the page at this path shows it anyway: then it is no news to whoever looks at it. */
export function isShownAt(path: string, line: Line, tab?: string): boolean {
  const { subject, deal } = line;
  if (path === '/notifications' || path === SHOWS[line.kind]) return true;
  // A page shows its notes on a tab of their own only.
  if (subject?.__typename === 'Note' && tab !== 'notes') return false;
  const about = [
    subject && 'id' in subject ? subject.id : undefined,
    subject && 'deal' in subject ? subject.deal?.id : undefined,
    ...(subject?.__typename === 'Note' ? [subject.account?.id, subject.contact?.id, subject.lead?.id] : []),
    deal?.id,
  ];
  return about.some((id) => id !== undefined && path.split('/').includes(id));
}

/** The same thing has one toast, whoever tells of it. */
export function toastIdOf(line: Line): string {
  const { kind, subject } = line;
  if (kind === 'APPROVAL_REQUESTED' && subject?.__typename === 'Approval')
    return `approval-asked-${subject.id}`;
  if (kind === 'DEAL_WON' && subject?.__typename === 'Deal') return `won-${subject.id}`;
  return `notification-${line.id}`;
}
