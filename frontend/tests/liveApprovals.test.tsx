import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, screen, waitFor } from '@testing-library/react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, describe, expect, it } from 'vitest';
import { LiveApprovals, waitingApprovals } from '@/app/LiveApprovals';
import { toast } from '@/app/toasts';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { answer, asked } from './mock';
import { renderUi } from './render';

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

afterEach(() => {
  notifications.clean();
  waitingApprovals.set(0);
});

async function setUp() {
  const Page = () => (
    <ViewerContext value={viewer}>
      <Notifications />
      <LiveApprovals />
    </ViewerContext>
  );
  const root = createRootRoute();
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Page })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  // The app's routes are the registered type; this is a router of the test's own.
  const { environment } = renderUi(<RouterProvider router={router as never} />, createMockEnvironment());
  await answer(environment, 'LiveApprovalsQuery', { eventCursor: 'c1', approvalsWaiting: 2 });
  return environment;
}

interface News {
  kind: string;
  by?: string;
  waits?: boolean;
  requester?: string;
}

async function tell(
  environment: MockEnvironment,
  field: string,
  { kind, by = 'u2', waits, requester }: News,
) {
  const name = field === 'approvalRequested' ? 'LiveApprovalsSubscription' : 'LiveApprovalsEndedSubscription';
  const operation = await asked(environment, name);
  const person = (id: string) => ({ __typename: 'Actor', name: id === 'u2' ? 'Ben' : 'Ada', user: { id } });
  const event = {
    __typename: 'ApprovalChange',
    seq: 5,
    kind,
    approvalId: 'a1',
    actor: person(by),
    approval: {
      id: 'a1',
      version: 2,
      status: 'PENDING',
      waitsForViewer: waits ?? false,
      requestedBy: person(requester ?? 'u3'),
      deal: { id: 'd1', name: 'Desks' },
    },
  };
  await act(async () =>
    environment.mock.nextValue(operation, { data: { [field]: { cursor: 'c2', events: [event] } } }),
  );
}

describe('what comes to the viewer', () => {
  it('is counted; that it came is told by its notification, whose toast goes when it waits no more', async () => {
    const environment = await setUp();
    expect(waitingApprovals.get()).toBe(2);
    await tell(environment, 'approvalRequested', { kind: 'approval.requested', waits: true });
    expect(screen.queryByText(/Desks/)).toBeNull();
    await answer(environment, 'LiveApprovalsQuery', { eventCursor: 'c2', approvalsWaiting: 3 });
    expect(waitingApprovals.get()).toBe(3);
    act(() => void toast.info('Ben asks for your approval: Desks', { id: 'approval-asked-a1' }));
    await tell(environment, 'approvalRequested', { kind: 'approval.reminded', waits: true });
    expect(await screen.findByText('Ben asks for your approval: Desks')).toBeTruthy();
    await tell(environment, 'approvalRequested', { kind: 'approval.decided', waits: false });
    await waitFor(() => expect(screen.queryByText('Ben asks for your approval: Desks')).toBeNull());
  });
});

describe('what the viewer asked for', () => {
  it('is told here only when they have decided it themselves and the deal stays', async () => {
    const environment = await setUp();
    await tell(environment, 'approvalChanged', { kind: 'approval.refused', requester: 'u1' });
    await tell(environment, 'approvalChanged', { kind: 'approval.stayed', requester: 'u1' });
    await tell(environment, 'approvalChanged', { kind: 'approval.stayed', by: 'u1' });
    expect(screen.queryByText(/Desks/)).toBeNull();
    await tell(environment, 'approvalChanged', { kind: 'approval.stayed', by: 'u1', requester: 'u1' });
    const text = 'Desks was approved by Ada, but something else is still missing';
    expect(await screen.findByText(text)).toBeTruthy();
  });
});
