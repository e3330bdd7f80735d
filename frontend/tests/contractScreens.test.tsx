import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import ContractPage from '@/features/contracts/ContractPage';
import DealContracts from '@/features/contracts/DealContracts';
import { forgetUploads } from '@/features/files/queue';
import activities from '@/i18n/en/activities.json';
import approvals from '@/i18n/en/approvals.json';
import texts from '@/i18n/en/contracts.json';
import files from '@/i18n/en/files.json';
import settings from '@/i18n/en/settings.json';
import { detailSearch } from '@/searchParams';
import { answer, asked, findOperation, resolve } from './mock';
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

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};
const by = (name: string) => ({ __typename: 'Actor', name, user: { id: `u-${name}` } });

const pin = (id: string, name: string, number: number, more: object = {}) => ({
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

const contract = (more: object = {}) => ({
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

const dealFile = (id: string, name: string, number = 1) => ({
  __typename: 'File',
  id,
  version: 1,
  name,
  archived: false,
  current: { number, size: 1_024, mediaType: 'application/pdf' },
});
const dealFiles = (...nodes: object[]) => ({
  deal: { __typename: 'Deal', id: 'deal_1', files: { totalCount: nodes.length, nodes } },
});
const refusal = (code: string, more: object = {}) => [
  { __typename: 'InvalidInput', code, message: 'Not now.', path: ['id'], ...more },
];

function show(path: '/contracts/$contractId' | '/deal', page: ReactNode, address: string) {
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

async function setUp(more: object = {}, search = '') {
  const shown = show('/contracts/$contractId', <ContractPage />, `/contracts/pack_1${search}`);
  await answer(shown.environment, 'ContractPageQuery', {
    eventCursor: 'c1',
    contractPackage: contract(more),
  });
  return shown;
}

const list = (name: string) => screen.getByRole('list', { name });
const rows = (name: string) => within(list(name)).getAllByRole('listitem');

describe('a draft', () => {
  it('lists its files in order, each with the version that counts', async () => {
    await setUp();
    expect(rows('Files').map((row) => row.textContent)).toEqual([
      expect.stringContaining('Lease.pdf'),
      expect.stringContaining('Annex.pdf'),
    ]);
    expect(rows('Files')[0]?.textContent).toContain('Version 2');
    expect(screen.getByRole('link', { name: 'Download Lease.pdf, version 2' }).getAttribute('href')).toBe(
      '/files/file_a/versions/2',
    );
    expect(screen.queryByText('a newer version exists')).toBeNull();
  });

  it('says which file has a newer version, and takes it', async () => {
    const { environment, user } = await setUp({
      files: [pin('file_a', 'Lease.pdf', 2, { isLatest: false }), pin('file_b', 'Annex.pdf', 1)],
    });
    expect(within(rows('Files')[0] as HTMLElement).getByText('a newer version exists')).toBeTruthy();
    expect(screen.getByText('1 file has a newer version')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Take the newest versions' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a', 'file_b'],
      expectedVersion: 3,
    });
  });

  it('opens the version that was pinned, not the newest', async () => {
    const { environment, user } = await setUp({
      files: [pin('file_a', 'Lease.pdf', 1, { isLatest: false })],
    });
    await user.click(screen.getByRole('button', { name: 'Lease.pdf' }));
    const version = (number: number) => ({
      number,
      size: 4,
      mediaType: 'image/png',
      preview: 'NONE',
      url: `/files/file_a/versions/${number}`,
      createdAt: '2026-03-01T10:00:00Z',
      createdBy: by('Ben'),
    });
    await answer(environment, 'FilePreviewQuery', {
      file: {
        __typename: 'File',
        id: 'file_a',
        name: 'Lease.pdf',
        versionCount: 2,
        versions: [version(2), version(1)],
        activity: null,
      },
    });
    const dialog = await screen.findByRole('dialog');
    const download = within(dialog).getAllByRole('link', { name: 'Download' });
    expect(download[0]?.getAttribute('href')).toBe('/files/file_a/versions/1');
  });

  it('gets other files in another order, with a way back', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Change the files…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Files of Lease and annexes' });
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(
        dealFile('file_a', 'Lease.pdf', 3),
        dealFile('file_b', 'Annex.pdf'),
        dealFile('file_c', 'Terms.pdf'),
      ),
    );
    await user.click(within(dialog).getByRole('checkbox', { name: 'Terms.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Move Terms.pdf up' }));
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Lease.pdf' }));
    expect(
      within(within(dialog).getByRole('list', { name: 'Files in the package' }))
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual([expect.stringContaining('Terms.pdf'), expect.stringContaining('Annex.pdf')]);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_c', 'file_b'],
      expectedVersion: 3,
    });
    const changed = contract({
      version: 4,
      files: [pin('file_c', 'Terms.pdf', 1), pin('file_b', 'Annex.pdf', 1)],
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { updateContractPackage: { contractPackage: changed, userErrors: [] } },
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const back = await asked(environment, 'useUpdateContractMutation');
    expect(back.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a', 'file_b'],
      expectedVersion: 4,
    });
  });

  it('asks when somebody else has changed the files meanwhile', async () => {
    const { environment, user } = await setUp({}, '?dialog=edit');
    const dialog = await screen.findByRole('dialog');
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(dealFile('file_a', 'Lease.pdf'), dealFile('file_b', 'Annex.pdf')),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Annex.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const clash = {
      __typename: 'Conflict',
      currentVersion: 6,
      changedBy: { name: 'Ben' },
      changedAt: '2026-03-02T10:00:00Z',
      changed: [
        { field: 'files', before: null, after: ['Other.pdf (1)'], beforeLabel: null, afterLabel: null },
      ],
    };
    await answer(environment, 'useUpdateContractMutation', {
      updateContractPackage: { contractPackage: null, userErrors: refusal('CONFLICT', clash) },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Files was changed by Ben meanwhile');
    expect(alert.textContent).toContain('Other.pdf (1)');
    await user.click(within(alert).getByRole('button', { name: 'Keep mine' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      fileIds: ['file_a'],
      expectedVersion: 6,
    });
  });

  it('keeps what was chosen while others change the same files', async () => {
    const { environment, user } = await setUp({}, '?dialog=edit');
    const dialog = await screen.findByRole('dialog');
    await answer(
      environment,
      'useDealFilesQuery',
      dealFiles(dealFile('file_a', 'Lease.pdf'), dealFile('file_b', 'Annex.pdf')),
    );
    await user.click(within(dialog).getByRole('button', { name: 'Take out: Annex.pdf' }));
    const changed = contract({ version: 4, name: 'Lease', files: [pin('file_c', 'Other.pdf', 1)] });
    const event = {
      __typename: 'ContractPackageChanged',
      seq: 9,
      contractPackageId: 'pack_1',
      actor: by('Ben'),
      contractPackage: changed,
    };
    const live = await asked(environment, 'useContractLiveSubscription');
    await act(async () =>
      environment.mock.nextValue(live, {
        data: { contractPackageChanged: { cursor: 'c2', events: [event] } },
      }),
    );
    await answer(environment, 'ContractPageQuery', { eventCursor: 'c2', contractPackage: changed });
    expect(
      within(screen.getByRole('list', { name: 'Files in the package' })).getAllByRole('listitem'),
    ).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const operation = await asked(environment, 'useUpdateContractMutation');
    // On top of what was seen: the server says that it is a clash.
    expect(operation.request.variables.input).toMatchObject({ fileIds: ['file_a'], expectedVersion: 3 });
  });

  it('is handed in with a word, and the undo recalls what was asked', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Message' }), 'They sign on Friday');
    await user.click(within(dialog).getByRole('button', { name: 'Submit' }));
    const operation = await asked(environment, 'useContractActionsSubmitMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      message: 'They sign on Friday',
      expectedVersion: 3,
    });
    const approval = {
      __typename: 'Approval',
      id: 'appr_1',
      version: 1,
      status: 'PENDING',
      voidReason: null,
    };
    const submitted = contract({
      version: 4,
      status: 'IN_APPROVAL',
      actions: ['RECALL', 'CANCEL'],
      approval,
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { submitContractPackage: { contractPackage: submitted, userErrors: [] } },
      }),
    );
    expect(await screen.findByText('Approval was asked for')).toBeTruthy();
    expect(screen.getByText('It is being approved and cannot be changed')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Change the files…' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    const recall = await asked(environment, 'useContractActionsRecallMutation');
    expect(recall.request.variables.input).toEqual({ id: 'appr_1', expectedVersion: 1 });
  });

  it('tells in the dialog why it is refused', async () => {
    const { environment, user } = await setUp({}, '?dialog=cancel');
    const dialog = await screen.findByRole('dialog', { name: 'Cancel Lease and annexes' });
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the package' }));
    expect(findOperation(environment, 'useContractActionsCancelMutation')).toBeUndefined();
    await user.type(within(dialog).getByRole('textbox', { name: 'Why?' }), 'Lost the deal');
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the package' }));
    const operation = await asked(environment, 'useContractActionsCancelMutation');
    expect(operation.request.variables.input).toMatchObject({ id: 'pack_1', reason: 'Lost the deal' });
    await act(async () =>
      resolve(environment, operation, {
        data: {
          cancelContractPackage: {
            contractPackage: null,
            userErrors: refusal('TOO_LONG', { path: ['input', 'reason'], message: 'Too long.' }),
          },
        },
      }),
    );
    expect(within(dialog).getByText('Too long.')).toBeTruthy();
  });

  it('that lost its approval says why', async () => {
    const approval = {
      __typename: 'Approval',
      id: 'appr_1',
      version: 5,
      status: 'VOIDED',
      voidReason: 'Lease.pdf has a new version',
    };
    await setUp({ approval });
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('its approval is no longer valid');
    expect(alert.textContent).toContain('Lease.pdf has a new version');
  });
});

describe('what is no draft', () => {
  it('is signed on a day, with the scan if there is one', async () => {
    const { environment, user } = await setUp({ status: 'APPROVED', actions: ['SIGN', 'REOPEN', 'CANCEL'] });
    await user.click(screen.getByRole('button', { name: 'Signed…' }));
    await answer(environment, 'workspaceQuery', {
      workspace: {
        id: 'w',
        name: 'Orchard',
        baseCurrency: 'EUR',
        timeZone: 'UTC',
        defaultDaysToClose: 30,
        version: 1,
      },
    });
    await answer(environment, 'useDealFilesQuery', dealFiles(dealFile('file_s', 'Signed lease.pdf')));
    const dialog = await screen.findByRole('dialog', { name: 'Lease and annexes was signed' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Scan of the signed paper' }));
    await user.click(await screen.findByRole('option', { name: 'Signed lease.pdf' }));
    await user.click(within(dialog).getByRole('button', { name: 'Signed' }));
    const operation = await asked(environment, 'useContractActionsSignMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'pack_1',
      expectedVersion: 3,
      signedOn: new Date().toISOString().slice(0, 10),
      signedFileId: 'file_s',
    });
  });

  it('costs its approval when it is edited again, and that is asked first', async () => {
    const { environment, user } = await setUp({ status: 'APPROVED', actions: ['SIGN', 'REOPEN'] });
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit again' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('its approval no longer counts');
    expect(findOperation(environment, 'useContractActionsReopenMutation')).toBeUndefined();
    await user.click(within(dialog).getByRole('button', { name: 'Edit again' }));
    const operation = await asked(environment, 'useContractActionsReopenMutation');
    expect(operation.request.variables.input).toEqual({ id: 'pack_1', expectedVersion: 3 });
  });

  it('is edited again without a question where there is nothing to lose', async () => {
    const { environment, user } = await setUp({ status: 'REJECTED', actions: ['REOPEN', 'CANCEL'] });
    await user.click(screen.getByRole('button', { name: 'Edit again' }));
    expect(await asked(environment, 'useContractActionsReopenMutation')).toBeTruthy();
  });

  it('once signed shows when and by which paper, and nothing can be done', async () => {
    await setUp({
      status: 'SIGNED',
      actions: [],
      signedOn: '2026-04-02',
      signedAt: '2026-04-03T10:00:00Z',
      signedBy: by('Rosa'),
      signedFile: { id: 'file_s', name: 'Signed lease.pdf' },
      files: [pin('file_a', 'Lease.pdf', 2, { isLatest: false })],
    });
    expect(screen.getByText('It is signed')).toBeTruthy();
    expect(screen.getByText('Apr 2, 2026')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Signed lease.pdf' }).getAttribute('href')).toContain(
      'file=file_s',
    );
    expect(screen.getByText('What was signed is the version listed here.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Take the newest versions' })).toBeNull();
    expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
  });

  it('opens no dialog that its state does not allow, whatever the address says', async () => {
    await setUp({ status: 'SIGNED', actions: [] }, '?dialog=sign');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('follows what others do to it', async () => {
    const { environment } = await setUp({ status: 'IN_APPROVAL', actions: ['RECALL'] });
    const live = await asked(environment, 'useContractLiveSubscription');
    expect(live.request.variables).toEqual({ dealId: 'deal_1', after: 'c1' });
    const now = contract({ version: 9, status: 'APPROVED', actions: ['SIGN'] });
    await act(async () =>
      environment.mock.nextValue(live, {
        data: {
          contractPackageChanged: {
            cursor: 'c2',
            events: [
              {
                __typename: 'ContractPackageChanged',
                seq: 9,
                contractPackageId: 'pack_1',
                actor: by('Ben'),
                contractPackage: now,
              },
            ],
          },
        },
      }),
    );
    expect(screen.getByText('It is approved as it is')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Signed…' })).toBeTruthy();
  });
});

describe('the packages of a deal', () => {
  const row = (id: string, name: string, status: string) => ({
    __typename: 'ContractPackage',
    id,
    version: 1,
    name,
    status,
    signedOn: null,
    updatedAt: '2026-03-01T10:00:00Z',
    files: [{ isLatest: true }],
  });

  async function deal(nodes: object[], viewerCanEdit = true) {
    const shown = show('/deal', <DealContracts dealId="deal_1" changes={0} />, '/deal');
    await answer(shown.environment, 'DealContractsQuery', {
      deal: { __typename: 'Deal', id: 'deal_1', viewerCanEdit, contractPackages: { nodes } },
    });
    return shown;
  }

  it('are listed, the cancelled ones only when asked for', async () => {
    const { user } = await deal([row('pack_1', 'Lease', 'SIGNED'), row('pack_2', 'Old lease', 'CANCELLED')]);
    expect(within(screen.getByRole('table', { name: 'Contract packages' })).getByText('Signed')).toBeTruthy();
    const more = screen.getByRole('button', { name: 'Show 1 cancelled contract package' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await user.click(more);
    expect(screen.getByRole('button', { name: 'Hide 1 cancelled contract package' })).toBeTruthy();
  });

  it('are made by those who may edit the deal only', async () => {
    await deal([], false);
    expect(screen.getByText('Nothing is to be signed yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'New contract package' })).toBeNull();
  });

  it('are put together of files, and open when they are made', async () => {
    const { environment, user, router } = await deal([]);
    await user.click(screen.getByRole('button', { name: 'New contract package' }));
    const dialog = await screen.findByRole('dialog', { name: 'New contract package' });
    await answer(environment, 'useDealFilesQuery', dealFiles(dealFile('file_a', 'Lease.pdf', 2)));
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(within(dialog).getByText('Choose at least one file.')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), ' Lease ');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Lease.pdf' }));
    expect(within(dialog).queryByText('Choose at least one file.')).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    const operation = await asked(environment, 'CreateContractDialogMutation');
    expect(operation.request.variables.input).toEqual({
      dealId: 'deal_1',
      name: 'Lease',
      note: null,
      fileIds: ['file_a'],
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { createContractPackage: { contractPackage: contract({ id: 'pack_9' }), userErrors: [] } },
      }),
    );
    await waitFor(() => expect(router.state.location.pathname).toBe('/contracts/pack_9'));
  });
});
