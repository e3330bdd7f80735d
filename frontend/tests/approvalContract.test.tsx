import { ModalsProvider } from '@mantine/modals';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { ApprovalList } from '@/features/approvals/ApprovalList';
import approvals from '@/i18n/en/approvals.json';
import contracts from '@/i18n/en/contracts.json';
import files from '@/i18n/en/files.json';
import { answer, asked, findOperation, reject } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  for (const [name, bundle] of Object.entries({ approvals, contracts, files })) {
    i18next.addResourceBundle('en', name, bundle);
  }
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'ADMIN',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

const pin = (id: string, name: string, added: string, uploaded: string) => ({
  isLatest: true,
  file: { __typename: 'File', id, name, archived: false, createdAt: added },
  version: {
    number: 2,
    size: 2_048,
    mediaType: 'application/pdf',
    preview: 'PDF',
    url: `/files/${id}/versions/2`,
    createdAt: uploaded,
    createdBy: { __typename: 'Actor', name: 'Rosa' },
  },
});

const subject = {
  __typename: 'ContractPackage',
  id: 'pack_1',
  version: 5,
  name: 'Lease and annexes',
  note: 'The annex is new',
  files: [
    pin('f_old', 'Terms.pdf', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'),
    pin('f_ver', 'Lease.pdf', '2026-03-01T10:00:00Z', '2026-03-04T10:00:00Z'),
    pin('f_new', 'Annex.pdf', '2026-03-04T10:00:00Z', '2026-03-04T10:00:00Z'),
  ],
};

const approval = (more: object = {}) => ({
  __typename: 'Approval',
  id: 'a1',
  version: 3,
  subjectKind: 'CONTRACT_PACKAGE',
  status: 'PENDING',
  message: null,
  endCause: null,
  endName: null,
  amount: '120000',
  currency: 'EUR',
  discountPercent: null,
  margin: null,
  requestedAt: '2026-03-05T10:00:00Z',
  requestedBy: { __typename: 'Actor', name: 'Rosa' },
  endedAt: null,
  usedAt: null,
  dueAt: null,
  waitsForViewer: true,
  viewerCanRecall: false,
  stage: null,
  subject,
  deal: {
    __typename: 'Deal',
    id: 'd1',
    name: 'Desks',
    account: null,
    owner: { id: 'u2', name: 'Rosa' },
    stage: { id: 's1', name: 'Proposal' },
  },
  steps: [],
  ...more,
});

async function inbox(more: object = {}) {
  const root = createRootRoute();
  const Page = () => (
    <ModalsProvider>
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">
          <ApprovalList view="waiting" />
        </Suspense>
      </ViewerContext>
    </ModalsProvider>
  );
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Page })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  const { environment } = renderUi(<RouterProvider router={router as never} />, createMockEnvironment());
  await answer(environment, 'ApprovalListQuery', {
    eventCursor: 'c1',
    approvals: {
      totalCount: 1,
      pageInfo: { hasNextPage: false, endCursor: null },
      nodes: [approval(more)],
    },
  });
  return { environment, user: userEvent.setup() };
}

const happened = (id: string, kind: string, at: string, ...fields: string[]) => ({
  node: { id, kind: `contract_package.${kind}`, at, changes: fields.map((field) => ({ field })) },
});
const historyOf = (...edges: object[]) => ({
  contractPackage: { __typename: 'ContractPackage', id: 'pack_1', files: subject.files, history: { edges } },
});
const rows = () =>
  within(screen.getByRole('list', { name: 'Files' }))
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '');

describe('a contract package in the inbox', () => {
  it('shows its files before what is new in them is known', async () => {
    await inbox();
    const region = screen.getByRole('region', { name: 'Contract package Lease and annexes' });
    expect(region.textContent).toContain('The annex is new');
    expect(rows()).toHaveLength(3);
    expect(within(region).getByRole('link', { name: 'Lease and annexes' }).getAttribute('href')).toBe(
      '/contracts/pack_1',
    );
  });

  it('marks what came since approval was asked for before, and names what else was changed', async () => {
    const { environment } = await inbox();
    await answer(
      environment,
      'ApprovalContractQuery',
      historyOf(
        happened('h5', 'submitted', '2026-03-05T10:00:00Z'),
        happened('h4', 'changed', '2026-03-04T11:00:00Z', 'files', 'name'),
        happened('h3', 'rejected', '2026-03-03T10:00:00Z', 'status'),
        happened('h2', 'submitted', '2026-03-02T10:00:00Z'),
        happened('h1', 'created', '2026-03-01T10:00:00Z'),
      ),
    );
    expect(await screen.findByText(/New since approval was asked for.*: Files, Name/)).toBeTruthy();
    const [old, version, added] = rows();
    expect(old).not.toContain('new');
    expect(version).toContain('new version');
    expect(added).toContain('new file');
  });

  it('says so when it is asked for again as it was', async () => {
    const { environment } = await inbox();
    await answer(
      environment,
      'ApprovalContractQuery',
      historyOf(
        happened('h3', 'submitted', '2026-03-09T10:00:00Z'),
        happened('h2', 'rejected', '2026-03-08T10:00:00Z', 'status'),
        happened('h1', 'submitted', '2026-03-07T10:00:00Z'),
      ),
    );
    expect(await screen.findByText(/Nothing new since approval was asked for/)).toBeTruthy();
    expect(rows().join()).not.toContain('new ');
  });

  it('marks nothing the first time', async () => {
    const { environment } = await inbox();
    await answer(
      environment,
      'ApprovalContractQuery',
      historyOf(happened('h2', 'submitted', '2026-03-05T10:00:00Z')),
    );
    expect(rows().join()).not.toContain('new ');
    expect(screen.queryByText(/New since/)).toBeNull();
  });

  it('keeps its files in sight when the history cannot be read', async () => {
    const { environment } = await inbox();
    const operation = await asked(environment, 'ApprovalContractQuery');
    await act(async () => reject(environment, operation, new Error('gone')));
    expect(rows()).toHaveLength(3);
  });

  it('opens a file with one click, in the version that is to be decided on', async () => {
    const { environment, user } = await inbox();
    await user.click(screen.getByRole('button', { name: 'Annex.pdf' }));
    const preview = await asked(environment, 'FilePreviewQuery');
    expect(preview.request.variables).toEqual({ id: 'f_new' });
    expect(await screen.findByRole('dialog')).toBeTruthy();
  });

  it('of a run that has ended compares nothing', async () => {
    const { environment } = await inbox({ status: 'APPROVED', waitsForViewer: false });
    expect(rows()).toHaveLength(3);
    expect(findOperation(environment, 'ApprovalContractQuery')).toBeUndefined();
  });
});
