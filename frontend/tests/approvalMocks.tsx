import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll } from 'vitest';
import { useShortcutListener } from '@/app/shortcuts';
import { type Viewer, ViewerContext } from '@/app/viewer';
import approvals from '@/i18n/en/approvals.json';
import lines from '@/i18n/en/lines.json';
import settings from '@/i18n/en/settings.json';
import { renderUi } from './render';

/** What tests of the approvals' screens need around them. */
export function prepare(): void {
  // A growing text area waits for fonts, of which happy-dom has none.
  Object.defineProperty(document, 'fonts', {
    value: { addEventListener: () => undefined, removeEventListener: () => undefined },
  });
  beforeAll(() => {
    i18next.addResourceBundle('en', 'approvals', approvals);
    i18next.addResourceBundle('en', 'lines', lines);
    i18next.addResourceBundle('en', 'settings', settings);
  });
  afterEach(() => notifications.clean());
}

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'ADMIN',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

const user = (id: string, name: string) => ({ id, name, avatarColor: 'teal' });
export const assignment = (id: string, name: string, more: object = {}) => ({
  id,
  via: 'USER',
  decision: null,
  comment: null,
  decidedAt: null,
  user: user(`u-${name}`, name),
  delegatedBy: null,
  ...more,
});
export const step = (id: string, name: string, status: string, approvers: object[], more: object = {}) => ({
  id,
  name,
  policyName: 'Big deals',
  mode: 'ANY',
  needed: 1,
  status,
  dueAt: null,
  escalatedAt: null,
  approvers,
  ...more,
});

export function approval(id: string, deal: string, more: object = {}) {
  return {
    __typename: 'Approval',
    id,
    version: 3,
    subjectKind: 'STAGE_ENTRY',
    status: 'PENDING',
    message: 'They sign on Friday',
    endCause: null,
    endName: null,
    amount: '120000',
    currency: 'EUR',
    discountPercent: '12.5',
    margin: null,
    requestedAt: '2026-03-01T10:00:00Z',
    requestedBy: { name: 'Rosa' },
    endedAt: null,
    usedAt: null,
    dueAt: '2026-03-02T10:00:00Z',
    waitsForViewer: true,
    viewerCanRecall: false,
    subject: { __typename: 'Deal', id: `deal-${id}` },
    stage: { id: 'stage-n', name: 'Negotiation' },
    deal: {
      id: `deal-${id}`,
      name: deal,
      account: { id: 'acc1', name: 'Alder Works' },
      owner: { id: 'u-rosa', name: 'Rosa' },
      stage: { id: 'stage-p', name: 'Proposal' },
    },
    steps: [
      step(`${id}-s1`, 'Sales lead', 'APPROVED', [
        assignment(`${id}-x1`, 'Ben', {
          decision: 'APPROVED',
          comment: 'Fine by me',
          decidedAt: '2026-03-01T12:00:00Z',
        }),
      ]),
      step(`${id}-s2`, 'Board', 'CURRENT', [assignment(`${id}-x2`, 'Ada'), assignment(`${id}-x3`, 'Cleo')], {
        dueAt: '2026-03-02T10:00:00Z',
      }),
    ],
    ...more,
  };
}

function Keys({ children }: { children: ReactNode }) {
  useShortcutListener();
  return children;
}

export function show(ui: ReactNode) {
  const Page = () => (
    <ModalsProvider>
      <Notifications />
      <ViewerContext value={viewer}>
        <Keys>
          <Suspense fallback="loading">{ui}</Suspense>
        </Keys>
      </ViewerContext>
    </ModalsProvider>
  );
  const root = createRootRoute();
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Page })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  // The app's routes are the registered type; this is a router of the test's own.
  const { environment } = renderUi(<RouterProvider router={router as never} />, createMockEnvironment());
  return { environment, user: userEvent.setup() };
}
