import i18next, { type i18n, type TFunction } from 'i18next';
import { afterEach, describe, expect, it } from 'vitest';
import { isShownAt, KINDS, type Line, sentenceOf, targetOf, toastIdOf } from '@/features/notifications/line';
import {
  forgetInbox,
  guessUnread,
  later,
  latestNotification,
  tellUnread,
  unreadNotifications,
} from '@/features/notifications/state';
import { LANGUAGES } from '@/i18n';
import { notificationSearch } from '@/searchParams';

const files = import.meta.glob<object>('../src/i18n/*/notifications.json', {
  eager: true,
  import: 'default',
});

const AT = '2026-11-05T10:00:00Z';
const BEN = { kind: 'USER', name: 'Ben' };
const SERVER = { kind: 'SYSTEM', name: 'Dealstream' };

function line(kind: Line['kind'], more: object = {}): Line {
  return {
    id: 'n1',
    version: 1,
    kind,
    count: 1,
    at: AT,
    readAt: null,
    actor: BEN,
    deal: null,
    subject: null,
    ...more,
  } as unknown as Line;
}

const task = (more: object = {}) => ({ __typename: 'Task', id: 't1', title: 'Call', dueAt: null, ...more });
const activity = (more: object = {}) => ({ __typename: 'Activity', id: 'a1', subject: 'Visit', ...more });
const deal = { __typename: 'Deal', id: 'd1', name: 'Desks' };
const approval = (more: object = {}) => ({
  __typename: 'Approval',
  id: 'p1',
  subjectKind: 'STAGE_ENTRY',
  status: 'PENDING',
  dueAt: null,
  endedAt: null,
  usedAt: null,
  steps: [{ id: 's1', status: 'APPROVED' }],
  deal,
  ...more,
});

const ROSA = `user_${'r'.repeat(26)}`;
const note = (more: object = {}) => ({
  __typename: 'Note',
  id: 'n9',
  body: `@[Rosa](${ROSA}) please Call\nthem`,
  mentions: [{ id: ROSA, name: 'Rosa Klein' }],
  deal,
  account: null,
  contact: null,
  lead: null,
  ...more,
});

/** What is told, in English. */
const CASES: [string, Line][] = [
  ['Ben gave you a task: Call', line('TASK_ASSIGNED', { subject: task() })],
  ['New task for you: Call', line('TASK_ASSIGNED', { subject: task(), actor: SERVER })],
  ['3 new tasks for you, the latest from Ben: Call', line('TASK_ASSIGNED', { subject: task(), count: 3 })],
  ['Ben made you the owner of the deal Desks', line('DEAL_ASSIGNED', { subject: deal })],
  ['You are now the owner of the deal Desks', line('DEAL_ASSIGNED', { subject: deal, actor: SERVER })],
  ['3 new deals for you, the latest from Ben: Desks', line('DEAL_ASSIGNED', { subject: deal, count: 3 })],
  ['Reminder of your task: Call', line('REMINDER', { subject: task({ dueAt: '2026-11-05T12:00:00Z' }) })],
  ['Your task is due: Call', line('REMINDER', { subject: task({ dueAt: AT }), actor: SERVER })],
  ['Say what came of it: Visit', line('REMINDER', { subject: activity(), actor: SERVER })],
  ['2 reminders, the latest: Visit', line('REMINDER', { subject: activity(), count: 2 })],
  ['Ben asks for your approval: Desks', line('APPROVAL_REQUESTED', { subject: approval() })],
  [
    'Ben asks for your approval: Desks',
    line('APPROVAL_REQUESTED', {
      subject: approval({ requestedBy: { name: 'Ben' } }),
      actor: { kind: 'USER', name: 'Ada' },
    }),
  ],
  ['Your approval is needed: Desks', line('APPROVAL_REQUESTED', { subject: approval(), actor: SERVER })],
  [
    'Overdue, and it waits for you: Desks',
    line('APPROVAL_REQUESTED', { subject: approval({ dueAt: '2026-11-05T09:00:00Z' }), actor: null }),
  ],
  [
    'Overdue, and it waits for you (2 messages): Desks',
    line('APPROVAL_REQUESTED', {
      subject: approval({ dueAt: '2026-11-05T09:00:00Z' }),
      actor: SERVER,
      count: 2,
    }),
  ],
  [
    'You were asked for approval 2 times: Desks',
    line('APPROVAL_REQUESTED', { subject: approval(), count: 2 }),
  ],
  [
    'Ben gave the last approval: Desks',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'APPROVED', usedAt: AT }) }),
  ],
  [
    'Ben gave the last approval: Desks',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'APPROVED', subjectKind: 'PROPOSAL' }) }),
  ],
  [
    'Desks was approved by Ben, but something else is still missing',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'APPROVED' }) }),
  ],
  ['Ben rejected: Desks', line('APPROVAL_DECIDED', { subject: approval({ status: 'REJECTED' }) })],
  [
    'Desks was changed by Ben, so its approval is no longer valid',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'VOIDED' }) }),
  ],
  [
    'Ben gave the last approval, but it is no longer valid: Desks',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'VOIDED', endedAt: AT }) }),
  ],
  [
    'Desks was changed by Ben, so its approval is no longer valid',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'VOIDED', endedAt: '2026-11-05T07:00:00Z' }) }),
  ],
  [
    'Desks was changed by Ben, so its approval is no longer valid',
    line('APPROVAL_DECIDED', {
      subject: approval({ status: 'VOIDED', endedAt: AT, steps: [{ id: 's1', status: 'CANCELLED' }] }),
    }),
  ],
  [
    'Ben ended your request for approval: Desks',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'RECALLED' }) }),
  ],
  [
    '2 decisions on your requests. The latest: Ben rejected: Desks',
    line('APPROVAL_DECIDED', { subject: approval({ status: 'REJECTED' }), count: 2 }),
  ],
  [
    'Ben mentioned you in a note on Desks: @Rosa Klein please Call them',
    line('MENTION', { subject: note() }),
  ],
  [
    'You were mentioned in a note on Desks: @Rosa Klein please Call them',
    line('MENTION', { subject: note(), actor: SERVER }),
  ],
  [
    'You were mentioned in 2 notes on Desks, the latest by Ben: @Rosa Klein please Call them',
    line('MENTION', { subject: note(), count: 2 }),
  ],
  ['Ben won the deal Desks', line('DEAL_WON', { subject: deal })],
  ['The deal Desks was won', line('DEAL_WON', { subject: deal, actor: null })],
  ['The deal Desks was won 2 times, the last time by Ben', line('DEAL_WON', { subject: deal, count: 2 })],
];

async function speaking(language: string): Promise<TFunction<'notifications'>> {
  const instance: i18n = i18next.createInstance();
  await instance.init({
    lng: language,
    resources: { [language]: { notifications: files[`../src/i18n/${language}/notifications.json`] ?? {} } },
    defaultNS: 'notifications',
    interpolation: { escapeValue: false },
  });
  return instance.getFixedT(language, 'notifications');
}

describe('the sentence', () => {
  it.each(CASES)('is: %s', async (text, told) => {
    expect(sentenceOf(await speaking('en'), told)).toBe(text);
  });

  it.each(LANGUAGES)('names what it is about, who and how many in %s', async (language) => {
    const t = await speaking(language);
    for (const [english, told] of CASES) {
      const text = sentenceOf(t, told);
      expect(text, english).not.toMatch(/\{\{|told\.|kind\./);
      for (const word of ['Call', 'Visit', 'Desks', 'Ben']) {
        expect(text.includes(word), `${word} in ${text}`).toBe(english.includes(word));
      }
      expect(/\d/.test(text), text).toBe(told.count > 1);
    }
  });

  it.each(
    LANGUAGES.flatMap((language) => [
      [language, line('TASK_ASSIGNED', { subject: task() })] as const,
      [language, line('DEAL_ASSIGNED', { subject: deal })] as const,
    ]),
  )('counts as %s does', async (language, one) => {
    const t = await speaking(language);
    const rules = new Intl.PluralRules(language);
    const byCategory = new Map<string, Set<string>>();
    for (const count of [2, 3, 5, 12, 21, 22, 25]) {
      const text = sentenceOf(t, { ...one, count });
      expect(text).toContain(String(count));
      const category = rules.select(count);
      byCategory.set(category, (byCategory.get(category) ?? new Set()).add(text.replace(String(count), '#')));
    }
    for (const [category, texts] of byCategory) expect([...texts], category).toHaveLength(1);
    expect(new Set([...byCategory.values()].flatMap((texts) => [...texts])).size).toBe(byCategory.size);
  });

  it.each(KINDS)('says only its kind of what one does not see any more: %s', async (kind) => {
    const t = await speaking('en');
    expect(sentenceOf(t, line(kind))).toBe(t(`kind.${kind}`));
    const hidden = approval({ deal: null, status: 'REJECTED' });
    expect(sentenceOf(t, line(kind, { subject: hidden }))).toBe(t(`kind.${kind}`));
  });
});

describe('where a line leads', () => {
  it.each([
    ['the deal of a task', line('TASK_ASSIGNED', { subject: task({ deal }) }), '/deals/$dealId', 'tasks'],
    [
      'the lead of a task',
      line('REMINDER', { subject: task({ lead: { id: 'l1' } }) }),
      '/leads/$leadId',
      'tasks',
    ],
    [
      'the account of an activity',
      line('REMINDER', { subject: activity({ account: { id: 'c1' } }) }),
      '/accounts/$accountId',
      'activities',
    ],
    ['the tasks', line('TASK_ASSIGNED', { subject: task() }), '/tasks', undefined],
    [
      'the approval',
      line('APPROVAL_REQUESTED', { subject: approval() }),
      '/approvals/$approvalId',
      undefined,
    ],
    ['the notes of the deal', line('MENTION', { subject: note() }), '/deals/$dealId', 'notes'],
    [
      'the notes of the lead',
      line('MENTION', { subject: note({ deal: null, lead: { id: 'l1', topic: 'Desks' } }) }),
      '/leads/$leadId',
      'notes',
    ],
    ['the deal', line('DEAL_WON', { subject: deal }), '/deals/$dealId', undefined],
    ['the deal that is theirs now', line('DEAL_ASSIGNED', { subject: deal }), '/deals/$dealId', undefined],
    ['the deal when only that is seen', line('TASK_ASSIGNED', { deal }), '/deals/$dealId', undefined],
  ])('%s', (_, told, to, tab) => {
    const target = targetOf(told);
    expect(target?.to).toBe(to);
    expect(target && 'search' in target ? (target.search as { tab?: string }).tab : undefined).toBe(tab);
  });

  it('nowhere when nothing of it is seen', () => {
    expect(targetOf(line('TASK_ASSIGNED'))).toBeUndefined();
  });
});

describe('what is no news to whoever looks at it', () => {
  const assigned = line('TASK_ASSIGNED', { subject: task({ deal }), deal });
  it.each([
    ['/deals/d1', assigned, true],
    ['/tasks', assigned, true],
    ['/notifications', assigned, true],
    ['/deals', assigned, false],
    ['/deals/d12', assigned, false],
    ['/approvals', assigned, false],
    ['/approvals', line('APPROVAL_REQUESTED', { subject: approval() }), true],
    ['/approvals/p1', line('APPROVAL_DECIDED', { subject: approval() }), true],
    ['/approvals', line('APPROVAL_DECIDED', { subject: approval() }), false],
    ['/board', line('DEAL_WON', { subject: deal }), false],
    ['/board', line('DEAL_ASSIGNED', { subject: deal, deal }), false],
    ['/tasks', line('DEAL_ASSIGNED', { subject: deal, deal }), false],
    ['/deals/d1', line('DEAL_ASSIGNED', { subject: deal, deal }), true],
  ])('%s', (path, told, shown) => {
    expect(isShownAt(path, told)).toBe(shown);
  });

  it('is a note only where notes are open', () => {
    const mentioned = line('MENTION', { subject: note(), deal });
    expect(isShownAt('/deals/d1', mentioned, 'notes')).toBe(true);
    expect(isShownAt('/deals/d1', mentioned, 'tasks')).toBe(false);
    expect(isShownAt('/deals/d1', mentioned)).toBe(false);
    const onAccount = line('MENTION', { subject: note({ deal: null, account: { id: 'c1', name: 'Firm' } }) });
    expect(isShownAt('/accounts/c1', onAccount, 'notes')).toBe(true);
    expect(isShownAt('/accounts/c2', onAccount, 'notes')).toBe(false);
  });

  it('has one toast for one thing', () => {
    expect(toastIdOf(line('APPROVAL_REQUESTED', { subject: approval() }))).toBe('approval-asked-p1');
    expect(toastIdOf(line('DEAL_WON', { subject: deal }))).toBe('won-d1');
    expect(toastIdOf(assigned)).toBe('notification-n1');
    expect(toastIdOf(line('DEAL_ASSIGNED', { subject: deal }))).toBe('notification-n1');
  });
});

describe('the number of unread ones', () => {
  afterEach(forgetInbox);

  it('shows what a change comes to, and then what the server says', () => {
    tellUnread(3);
    const settle = guessUnread(2);
    expect(unreadNotifications.get()).toBe(2);
    settle(5);
    expect(unreadNotifications.get()).toBe(5);
  });

  it('goes back when the change is refused', () => {
    tellUnread(3);
    guessUnread(2)();
    expect(unreadNotifications.get()).toBe(3);
  });

  it('holds what was told after the change was sent', () => {
    tellUnread(3);
    const settle = guessUnread(2);
    tellUnread(7);
    settle(2);
    expect(unreadNotifications.get()).toBe(7);
  });

  it('does not jump back while another change is on its way', () => {
    tellUnread(3);
    const first = guessUnread(2);
    const second = guessUnread(1);
    first(2);
    expect(unreadNotifications.get()).toBe(1);
    second(1);
    expect(unreadNotifications.get()).toBe(1);
    guessUnread(-1)(0);
    expect(unreadNotifications.get()).toBe(0);
  });

  it('knows the latest, however the instants are written', () => {
    latestNotification.set(later(undefined, '2026-11-05T10:00:00Z'));
    expect(later(latestNotification.get(), '2026-11-05T09:59:59.9Z')).toBe('2026-11-05T10:00:00Z');
    expect(later(latestNotification.get(), '2026-11-05T10:00:00.5Z')).toBe('2026-11-05T10:00:00.5Z');
    forgetInbox();
    expect(latestNotification.get()).toBeUndefined();
  });
});

it('keeps in the address only what means something', () => {
  expect(notificationSearch({ unread: true, kind: 'REMINDER', x: 1 })).toEqual({
    unread: true,
    kind: 'REMINDER',
  });
  expect(notificationSearch({ unread: 'yes', kind: '' })).toEqual({});
});
