import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import ContractPage from '@/features/contracts/ContractPage';
import { forgetUploads } from '@/features/files/queue';
import activities from '@/i18n/en/activities.json';
import approvals from '@/i18n/en/approvals.json';
import texts from '@/i18n/en/contracts.json';
import files from '@/i18n/en/files.json';
import settings from '@/i18n/en/settings.json';
import { detailSearch } from '@/searchParams';
import { answer } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  for (const [name, bundle] of Object.entries({ activities, approvals, contracts: texts, files, settings })) {
    i18next.addResourceBundle('en', name, bundle);
  }
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
afterEach(() => {
  notifications.clean();
  forgetUploads();
  // What a test left unanswered must not be waited for by the next.
  forgetUndo();
});

export const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};
export const by = (name: string) => ({ __typename: 'Actor', name, user: { id: `u-${name}` } });

export const pin = (id: string, name: string, number: number, more: object = {}) => ({
  isLatest: true,
  file: { id, name, archived: false, createdAt: '2026-03-01T10:00:00Z' },
  version: {
    number,
    size: 2_048,
    mediaType: 'application/pdf',
    preview: 'PDF',
    url: `/files/${id}/versions/${number}`,
    createdAt: '2026-03-01T10:00:00Z',
    createdBy: by('Ben'),
  },
  ...more,
});

export const contract = (more: object = {}) => ({
  __typename: 'ContractPackage',
  id: 'pack_1',
  version: 3,
  name: 'Lease and annexes',
  note: null,
  status: 'DRAFT',
  actions: ['EDIT', 'SUBMIT', 'CANCEL'],
  approval: null,
  submittedAt: null,
  submittedBy: null,
  signedAt: null,
  signedOn: null,
  signedBy: null,
  signedFile: null,
  cancelReason: null,
  createdAt: '2026-03-01T10:00:00Z',
  createdBy: by('Ada'),
  updatedAt: '2026-03-01T10:00:00Z',
  updatedBy: by('Ada'),
  files: [pin('file_a', 'Lease.pdf', 2), pin('file_b', 'Annex.pdf', 1)],
  deal: {
    id: 'deal_1',
    version: 1,
    name: 'Desks',
    account: null,
    owner: { id: 'u1', name: 'Ada', avatarColor: 'teal' },
  },
  ...more,
});

export const dealFile = (id: string, name: string, number = 1) => ({
  __typename: 'File',
  id,
  version: 1,
  name,
  archived: false,
  current: { number, size: 1_024, mediaType: 'application/pdf' },
});
export const dealFiles = (...nodes: object[]) => ({
  deal: { __typename: 'Deal', id: 'deal_1', files: { totalCount: nodes.length, nodes } },
});
export const refusal = (code: string, more: object = {}) => [
  { __typename: 'InvalidInput', code, message: 'Not now.', path: ['id'], ...more },
];

export function show(path: '/contracts/$contractId' | '/deal', page: ReactNode, address: string) {
  const environment = createMockEnvironment();
  const root = createRootRoute();
  const route = createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: detailSearch,
    component: () => (
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">{page}</Suspense>
      </ViewerContext>
    ),
  });
  const other = createRoute({
    getParentRoute: () => root,
    path: path === '/deal' ? '/contracts/$contractId' : '/elsewhere',
    component: () => <h1>The package’s page</h1>,
  });
  const router = createRouter({
    routeTree: root.addChildren([route, other]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  renderUi(
    <ModalsProvider>
      <Notifications />
      <RouterProvider router={router as never} />
    </ModalsProvider>,
    environment,
  );
  return { environment, router, user: userEvent.setup() };
}

export async function setUp(more: object = {}, search = '') {
  const shown = show('/contracts/$contractId', <ContractPage />, `/contracts/pack_1${search}`);
  await answer(shown.environment, 'ContractPageQuery', {
    eventCursor: 'c1',
    contractPackage: contract(more),
  });
  return shown;
}

export const list = (name: string) => screen.getByRole('list', { name });
export const rows = (name: string) => within(list(name)).getAllByRole('listitem');
