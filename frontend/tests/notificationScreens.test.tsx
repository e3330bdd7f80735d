import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  type RouteComponent,
  RouterProvider,
} from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Bell } from '@/app/Bell';
import LiveNotifications from '@/features/notifications/LiveNotifications';
import NotificationsPage from '@/features/notifications/NotificationsPage';
import { notificationPanel, unreadNotifications } from '@/features/notifications/state';
import texts from '@/i18n/en/notifications.json';
import settings from '@/i18n/en/settings.json';
import { notificationSearch } from '@/searchParams';
import { answer, asked, findOperation } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'notifications', texts);
  i18next.addResourceBundle('en', 'settings', settings);
});
afterEach(() => notifications.clean());

const AT = '2026-11-05T10:00:00Z';

const assigned = (id: string, title: string, more: object = {}) => ({
  __typename: 'Notification',
  id,
  version: 1,
  kind: 'TASK_ASSIGNED',
  count: 1,
  at: AT,
  readAt: null,
  actor: { __typename: 'Actor', kind: 'USER', name: 'Ben' },
  deal: null,
  subject: {
    __typename: 'Task',
    id: `t-${id}`,
    title,
    dueAt: null,
    deal: { id: 'd1' },
    account: null,
    contact: null,
    lead: null,
  },
  ...more,
});

/** The page inside the frame's parts that belong to notifications. */
function show(page: RouteComponent, at = '/board') {
  const root = createRootRoute({
    component: () => (
      <>
        <Notifications />
        <Bell />
        <Suspense fallback={null}>
          <LiveNotifications />
        </Suspense>
        <Suspense fallback="loading">
          <Outlet />
        </Suspense>
      </>
    ),
  });
  const blank = () => <h1>Another page</h1>;
  const route = (path: string, component: RouteComponent) =>
    createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    routeTree: root.addChildren([
      route('/board', page),
      createRoute({
        getParentRoute: () => root,
        path: '/notifications',
        component: page,
        validateSearch: notificationSearch,
      }),
      route('/deals/$dealId', blank),
      route('/settings/$section', blank),
    ]),
    history: createMemoryHistory({ initialEntries: [at] }),
  });
  const { environment } = renderUi(<RouterProvider router={router as never} />, createMockEnvironment());
  return { environment, router, user: userEvent.setup() };
}

const Empty = () => <h1>Board</h1>;

async function counted(environment: MockEnvironment, unread: number) {
  await answer(environment, 'LiveNotificationsQuery', {
    eventCursor: 'c1',
    unreadNotifications: unread,
    notifications: { nodes: [{ id: 'n0', at: AT }] },
  });
  await waitFor(() => expect(unreadNotifications.get()).toBe(unread));
}

interface Told {
  kind?: string;
  unread: number;
  notification: ReturnType<typeof assigned>;
}

async function tell(environment: MockEnvironment, ...all: Told[]) {
  const operation = await asked(environment, 'LiveNotificationsSubscription');
  const events = all.map(({ kind = 'notification.created', unread, notification }) => ({
    __typename: 'NotificationReceived',
    seq: 5,
    kind,
    notificationId: notification.id,
    unread,
    notification,
  }));
  const notificationReceived = { cursor: 'c2', events };
  await act(async () => environment.mock.nextValue(operation, { data: { notificationReceived } }));
}

const listed = (nodes: object[], hasNextPage = false) => ({
  notifications: {
    edges: nodes.map((node, index) => ({ cursor: `e${index}`, node })),
    pageInfo: { hasNextPage, endCursor: hasNextPage ? 'end' : null },
  },
});

const bell = (name: RegExp | string) => screen.findByRole('button', { name });
const marked = async (environment: MockEnvironment) =>
  (await asked(environment, 'useMarkMutation')).request.variables.input;
const answerMark = (
  environment: MockEnvironment,
  nodes: object[],
  unread: number,
  userErrors: object[] = [],
) =>
  answer(environment, 'useMarkMutation', {
    markNotificationsRead: { notifications: nodes, unread, userErrors },
  });

describe('the bell', () => {
  it('counts what was not read, also what another window reads', async () => {
    const { environment } = show(Empty);
    expect(await bell('Notifications')).toBeTruthy();
    await counted(environment, 2);
    expect(await bell('Notifications: 2 unread')).toBeTruthy();
    await tell(environment, { unread: 3, notification: assigned('n1', 'Call') });
    expect(await bell('Notifications: 3 unread')).toBeTruthy();
    expect(await screen.findByText('Ben gave you a task: Call')).toBeTruthy();
    const read = assigned('n1', 'Call', { version: 2, readAt: AT });
    await tell(environment, { kind: 'notification.read', unread: 2, notification: read });
    expect(await bell('Notifications: 2 unread')).toBeTruthy();
    await waitFor(() => expect(screen.queryByText('Ben gave you a task: Call')).toBeNull());
  });

  it('tells once of each, of many by their number, and of nothing that was only marked', async () => {
    const { environment } = show(Empty);
    await counted(environment, 0);
    const again = assigned('n1', 'Call', { version: 2, count: 2 });
    await tell(
      environment,
      // As it is now, not as it was then.
      { unread: 1, notification: again },
      { kind: 'notification.grouped', unread: 1, notification: again },
    );
    expect(await screen.findAllByText('2 new tasks for you, the latest from Ben: Call')).toHaveLength(1);
    await tell(environment, { kind: 'notification.unread', unread: 2, notification: assigned('n2', 'Old') });
    expect(screen.queryByText(/Old/)).toBeNull();
    const many = ['a', 'b', 'c', 'd'].map((id) => ({ unread: 6, notification: assigned(id, id) }));
    await tell(environment, ...many);
    expect(await screen.findByText('4 new notifications')).toBeTruthy();
  });

  it('opens what the toast is about, which reads it', async () => {
    const { environment, router, user } = show(Empty);
    await counted(environment, 0);
    await tell(environment, { unread: 1, notification: assigned('n1', 'Call') });
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/deals/d1'));
    expect(await marked(environment)).toEqual({ ids: ['n1'], read: true });
    expect(unreadNotifications.get()).toBe(0);
  });

  it('is quiet about what the open page shows anyway', async () => {
    const { environment } = show(Empty, '/deals/d1');
    await counted(environment, 0);
    await tell(environment, { unread: 1, notification: assigned('n1', 'Call') });
    expect(await bell('Notifications: 1 unread')).toBeTruthy();
    expect(screen.queryByText(/gave you a task/)).toBeNull();
  });
});

describe('the panel', () => {
  async function open(nodes: ReturnType<typeof assigned>[]) {
    const shown = show(Empty);
    await counted(shown.environment, nodes.filter(({ readAt }) => !readAt).length);
    await shown.user.click(await bell(/^Notifications/));
    await answer(shown.environment, 'NotificationListQuery', listed(nodes));
    const panel = await screen.findByRole('dialog', { name: /^Notifications/ });
    await within(panel).findByRole('list', { name: 'Notifications' });
    return { ...shown, panel };
  }

  it('takes the keyboard to its lines; j and k walk, u reads, Escape closes', async () => {
    const nodes = [assigned('n1', 'Call'), assigned('n2', 'Write'), assigned('n3', 'Visit')];
    const { environment, panel, user } = await open(nodes);
    const lines = within(panel).getAllByRole('link', { name: /gave you a task/ });
    await waitFor(() => expect(document.activeElement).toBe(lines[0]));
    await user.keyboard('jj');
    expect(document.activeElement).toBe(lines[2]);
    await user.keyboard('k');
    expect(document.activeElement).toBe(lines[1]);
    await user.keyboard('u');
    expect(await marked(environment)).toEqual({ ids: ['n2'], read: true });
    expect(unreadNotifications.get()).toBe(2);
    expect(
      within(panel).getByRole('button', { name: 'Mark as unread: Ben gave you a task: Write' }),
    ).toBeTruthy();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(notificationPanel.get()).toBe(false));
  });

  it('takes back what the server refuses', async () => {
    const { environment, panel, user } = await open([assigned('n1', 'Call')]);
    await user.click(within(panel).getByRole('button', { name: /^Mark as read: / }));
    expect(await within(panel).findByRole('button', { name: /^Mark as unread: / })).toBeTruthy();
    const refused = { __typename: 'InvalidInput', code: 'NOT_FOUND', message: 'It is gone.', path: [] };
    await answerMark(environment, [], 1, [refused]);
    expect(await within(panel).findByRole('button', { name: /^Mark as read: / })).toBeTruthy();
    expect(unreadNotifications.get()).toBe(1);
    expect(await screen.findByText('It is gone.')).toBeTruthy();
  });

  it('reads everything up to the latest, and gives it back', async () => {
    const nodes = [assigned('n1', 'Call'), assigned('n2', 'Write', { readAt: AT })];
    const { environment, panel, user } = await open(nodes);
    await user.click(within(panel).getByRole('button', { name: 'Mark all as read' }));
    expect(await marked(environment)).toEqual({ upTo: AT });
    expect(unreadNotifications.get()).toBe(0);
    await answerMark(environment, [assigned('n1', 'Call', { version: 2, readAt: AT })], 0);
    expect(await screen.findByText('1 notification marked as read')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await marked(environment)).toEqual({ ids: ['n1'], read: false });
    await answerMark(environment, [assigned('n1', 'Call', { version: 3 })], 1);
    expect(unreadNotifications.get()).toBe(1);
  });

  it('filters on the server, and what is read leaves the unread ones', async () => {
    const { environment, panel, user } = await open([assigned('n1', 'Call')]);
    await user.click(within(panel).getByRole('radio', { name: 'Unread' }));
    const variables = await answer(
      environment,
      'NotificationListQuery',
      listed([assigned('n1', 'Call'), assigned('n2', 'Write')]),
    );
    expect(variables.filter).toEqual({ unread: true });
    expect(await within(panel).findAllByRole('link', { name: /gave you a task/ })).toHaveLength(2);
    await user.click(within(panel).getByRole('button', { name: /^Mark as read: .*Call/ }));
    await waitFor(() =>
      expect(within(panel).getAllByRole('link', { name: /gave you a task/ })).toHaveLength(1),
    );
    await user.click(within(panel).getByRole('combobox', { name: 'Kind of notification' }));
    await user.click(await within(panel).findByRole('option', { name: 'A deal was won' }));
    const both = await answer(environment, 'NotificationListQuery', listed([]));
    expect(both.filter).toEqual({ unread: true, kind: { eq: 'DEAL_WON' } });
    expect(await within(panel).findByText('None of this kind')).toBeTruthy();
  });

  it('says what it is for when nothing was told yet', async () => {
    const shown = show(Empty);
    await counted(shown.environment, 0);
    await shown.user.click(await bell('Notifications'));
    await answer(shown.environment, 'NotificationListQuery', listed([]));
    expect(await screen.findByText('Nothing yet')).toBeTruthy();
  });

  it('offers to try again when it could not be read', async () => {
    const shown = show(Empty);
    await counted(shown.environment, 1);
    await shown.user.click(await bell(/^Notifications/));
    await asked(shown.environment, 'NotificationListQuery');
    await act(async () => shown.environment.mock.rejectMostRecentOperation(new Error('no')));
    await shown.user.click(await screen.findByRole('button', { name: 'Try again' }));
    await answer(shown.environment, 'NotificationListQuery', listed([assigned('n1', 'Call')]));
    expect(await screen.findByRole('link', { name: /gave you a task: Call/ })).toBeTruthy();
  });
});

describe('the page', () => {
  it('reads its filter from the address, and brings older ones when asked', async () => {
    const { environment, user } = show(NotificationsPage, '/notifications?unread=true&kind=TASK_ASSIGNED');
    await counted(environment, 1);
    const variables = await answer(
      environment,
      'NotificationListQuery',
      listed([assigned('n1', 'Call')], true),
    );
    expect(variables.filter).toEqual({ unread: true, kind: { eq: 'TASK_ASSIGNED' } });
    await user.click(await screen.findByRole('button', { name: 'Show older ones' }));
    const next = await answer(environment, 'NotificationListPageQuery', listed([assigned('n2', 'Write')]));
    expect(next).toMatchObject({ after: 'end' });
    expect(await screen.findAllByRole('link', { name: /gave you a task/ })).toHaveLength(2);
    expect(screen.queryByRole('button', { name: 'Show older ones' })).toBeNull();
  });

  it('reads on when the keyboard comes near the end', async () => {
    const { environment, user } = show(NotificationsPage, '/notifications');
    await counted(environment, 1);
    const five = ['a', 'b', 'c', 'd', 'e'].map((id) => assigned(id, id));
    await answer(environment, 'NotificationListQuery', listed(five, true));
    const links = await screen.findAllByRole('link', { name: /gave you a task/ });
    act(() => links[0]?.focus());
    await user.keyboard('j');
    expect(findOperation(environment, 'NotificationListPageQuery')).toBeUndefined();
    await user.keyboard('j');
    const next = await answer(environment, 'NotificationListPageQuery', listed([assigned('f', 'f')]));
    expect(next).toMatchObject({ after: 'end' });
    await waitFor(() => expect(screen.getAllByRole('link', { name: /gave you a task/ })).toHaveLength(6));
    expect(document.activeElement).toBe(links[2]);
  });

  it('lets new ones in by themselves, but not under the pointer', async () => {
    const { environment, user } = show(NotificationsPage, '/notifications');
    await counted(environment, 1);
    await answer(environment, 'NotificationListQuery', listed([assigned('n1', 'Call')]));
    const list = await screen.findByRole('list', { name: 'Notifications' });
    await user.hover(list);
    await tell(environment, { unread: 2, notification: assigned('n2', 'Write') });
    expect(findOperation(environment, 'NotificationListQuery')).toBeUndefined();
    await user.click(await screen.findByRole('button', { name: '1 new one: show it' }));
    const both = [assigned('n2', 'Write'), assigned('n1', 'Call')];
    await answer(environment, 'NotificationListQuery', listed(both));
    expect(await screen.findAllByRole('link', { name: /gave you a task/ })).toHaveLength(2);
    await tell(environment, { unread: 3, notification: assigned('n3', 'Visit') });
    await asked(environment, 'NotificationListQuery');
    // What the page shows needs no toast.
    expect(screen.queryByRole('button', { name: 'Open' })).toBeNull();
  });
});
