import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { Suspense } from 'react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import DealFiles from '@/features/files/DealFiles';
import { forgetUploads } from '@/features/files/queue';
import texts from '@/i18n/en/files.json';
import { detailSearch } from '@/searchParams';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'files', texts);
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
afterEach(() => {
  notifications.clean();
  forgetUploads();
  vi.unstubAllGlobals();
});

const VIEWER: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

const version = (number: number, preview: string, more: object = {}) => ({
  number,
  fileName: 'plan.txt',
  size: 2_048,
  mediaType: 'text/plain',
  preview,
  url: `/files/f/versions/${number}`,
  comment: null,
  createdAt: '2026-05-01T10:00:00Z',
  createdBy: { __typename: 'Actor', name: 'Ben' },
  ...more,
});

const fileOf = (id: string, name: string, more: object = {}) => ({
  __typename: 'File',
  id,
  version: 1,
  name,
  description: null,
  archived: false,
  versionCount: 1,
  category: null,
  current: version(1, 'TEXT'),
  ...more,
});

const page = (nodes: object[]) => ({
  data: {
    deal: {
      __typename: 'Deal',
      id: 'd1',
      files: {
        edges: nodes.map((node, index) => ({ cursor: `c${index}`, node })),
        pageInfo: { hasNextPage: false, endCursor: null },
      },
    },
  },
});

async function asked(environment: MockEnvironment, name: string) {
  return waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not asked`);
    return found;
  });
}

async function setUp(nodes: object[], viewer = VIEWER, address = '/') {
  const environment = createMockEnvironment();
  const root = createRootRoute();
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    validateSearch: detailSearch,
    component: () => (
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">
          <DealFiles id="d1" changes={0} />
        </Suspense>
      </ViewerContext>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([home]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  renderUi(
    <ModalsProvider>
      <Notifications />
      <RouterProvider router={router as never} />
    </ModalsProvider>,
    environment,
  );
  const operation = await asked(environment, 'DealFilesQuery');
  await act(async () => resolve(environment, operation, page(nodes)));
  return { environment, user: userEvent.setup(), operation, router };
}

const rows = () => within(screen.getByRole('list', { name: 'Files' })).getAllByRole('listitem');

describe('the files of a record', () => {
  it('say what they are, whose, and how large', async () => {
    await setUp([
      fileOf('f1', 'Plan', {
        category: { id: 'l1', version: 1, label: 'Contract', labels: [] },
        description: 'Signed',
      }),
      fileOf('f2', 'Data', { current: version(3, 'NONE'), versionCount: 3 }),
    ]);
    const [first, second] = rows();
    expect(first?.textContent).toContain('Contract');
    expect(first?.textContent).toContain('2 kB');
    expect(first?.textContent).toContain('Ben');
    expect(first?.textContent).toContain('Signed');
    expect(
      within(second as HTMLElement)
        .getByRole('link', { name: 'Data' })
        .getAttribute('href'),
    ).toBe('/files/f/versions/3');
    expect(screen.getByRole('button', { name: '3 versions' })).toBeTruthy();
  });

  it('are asked for as the address says', async () => {
    const { operation } = await setUp([], VIEWER, '/?view=-size.away');
    expect(operation.request.variables).toMatchObject({
      id: 'd1',
      filter: { archived: { eq: true } },
      orderBy: [{ field: 'SIZE', direction: 'DESC' }],
    });
    expect(screen.getByText('No file was put away')).toBeTruthy();
  });

  it('leave at once when put away, and come back by undo', async () => {
    const { environment, user } = await setUp([fileOf('f1', 'Plan'), fileOf('f2', 'List')]);
    await user.click(screen.getByRole('button', { name: 'More for Plan' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Put away' }));
    await waitFor(() => expect(rows()).toHaveLength(1));
    const sent = await asked(environment, 'useFilesUpdateMutation');
    expect(sent.request.variables.input).toEqual({ id: 'f1', archived: true });
    const holders = { deal: null, account: null, contact: null, lead: null, activity: null };
    await act(async () =>
      resolve(environment, sent, {
        data: {
          updateFile: {
            file: { ...fileOf('f1', 'Plan', { archived: true, version: 2 }), ...holders },
            userErrors: [],
          },
        },
      }),
    );
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(rows()).toHaveLength(2));
    const undone = await asked(environment, 'useFilesUpdateMutation');
    expect(undone.request.variables.input).toEqual({ id: 'f1', archived: false });
  });

  it('are renamed where they stand; a refusal is told at its field', async () => {
    const { environment, user } = await setUp([fileOf('f1', 'Plan')]);
    await user.click(screen.getByRole('button', { name: 'More for Plan' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit details' }));
    const name = await screen.findByRole('textbox', { name: /^Name/ });
    await user.clear(name);
    await user.type(name, 'Plan B');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const sent = await asked(environment, 'useFilesUpdateMutation');
    expect(sent.request.variables.input).toEqual({ id: 'f1', name: 'Plan B', expectedVersion: 1 });
    const refusal = {
      __typename: 'InputError',
      code: 'TOO_LONG',
      message: 'Too long',
      path: ['input', 'name'],
    };
    await act(async () =>
      resolve(environment, sent, { data: { updateFile: { file: null, userErrors: [refusal] } } }),
    );
    expect(await screen.findByText('Too long')).toBeTruthy();
    expect((name as HTMLInputElement).value).toBe('Plan B');
  });

  it('offer readers nothing but reading', async () => {
    const { user } = await setUp([fileOf('f1', 'Plan')], { ...VIEWER, role: 'VIEWER' });
    expect(screen.queryByRole('button', { name: 'Add files' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'More for Plan' }));
    await screen.findByRole('menuitem', { name: 'Download' });
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Preview',
      'Download',
      'Versions',
    ]);
  });
});

describe('adding files', () => {
  const sent: {
    body?: FormData;
    answer(status: number, body: object): void;
    progress(part: number): void;
  }[] = [];
  beforeEach(() => {
    sent.length = 0;
    vi.stubGlobal(
      'XMLHttpRequest',
      class {
        upload: { onprogress?: (event: object) => void } = {};
        onload?: () => void;
        onabort?: () => void;
        status = 0;
        responseText = '';
        body?: FormData;
        open() {}
        setRequestHeader() {}
        send(body: FormData) {
          this.body = body;
          sent.push(this);
        }
        abort() {
          this.onabort?.();
        }
        answer(status: number, body: object) {
          Object.assign(this, { status, responseText: JSON.stringify(body) });
          this.onload?.();
        }
        progress(part: number) {
          this.upload.onprogress?.({ loaded: part, total: 1 });
        }
      },
    );
  });
  const input = () =>
    document.querySelector<HTMLInputElement>('input[type="file"][multiple]') as HTMLInputElement;
  const pick = async (user: ReturnType<typeof userEvent.setup>, ...names: string[]) => {
    await user.upload(
      input(),
      names.map((name) => new File(['hello'], name)),
    );
    await waitFor(() => expect(sent.length).toBeGreaterThan(0));
  };

  it('shows how far each is; what failed can be tried again', async () => {
    const { environment, user } = await setUp([]);
    await pick(user, 'a.txt', 'b.txt');
    expect(sent.map(({ body }) => [...(body?.entries() ?? [])][0])).toEqual([
      ['dealId', 'd1'],
      ['dealId', 'd1'],
    ]);
    act(() => sent[0]?.progress(0.4));
    const bar = await screen.findByRole('progressbar', { name: 'Progress of a.txt' });
    await waitFor(() => expect(bar.getAttribute('aria-valuenow')).toBe('40'));
    await act(async () => sent[1]?.answer(507, { errors: [{ message: 'No room left', extensions: {} }] }));
    expect((await screen.findByRole('alert')).textContent).toBe('No room left');
    await user.click(screen.getByRole('button', { name: 'Try again: b.txt' }));
    await waitFor(() => expect(sent).toHaveLength(3));
    await act(async () => sent[2]?.answer(201, { file: { id: 'f9' } }));
    const arrived = await asked(environment, 'useUploadsArrivedQuery');
    expect(arrived.request.variables).toEqual({ id: 'f9' });
    expect(await screen.findByRole('img', { name: 'b.txt was uploaded' })).toBeTruthy();
  });

  it('adds what is let go of above a file as its next version', async () => {
    await setUp([fileOf('f1', 'Plan')]);
    const [row] = rows();
    const file = new File(['new'], 'plan2.txt');
    const held = { types: ['Files'], items: [{ kind: 'file', type: '', getAsFile: () => file }] };
    await act(async () => {
      fireEvent.drop(row as HTMLElement, { dataTransfer: held });
    });
    await waitFor(() => expect(sent).toHaveLength(1));
    expect([...(sent[0]?.body?.keys() ?? [])]).toEqual(['fileId', 'file']);
    expect(sent[0]?.body?.get('fileId')).toBe('f1');
    expect(screen.getByText('plan2.txt')).toBeTruthy();
  });
});

describe('reading a file', () => {
  const detail = (id: string, name: string) => ({
    __typename: 'File',
    id,
    name,
    versionCount: 2,
    versions: [version(2, 'NONE'), version(1, 'TEXT')],
    activity: null,
  });

  it('goes on by the arrow keys and ends with Esc', async () => {
    const { environment, user, router } = await setUp([fileOf('f1', 'Plan'), fileOf('f2', 'List')]);
    await user.click(screen.getByRole('button', { name: 'Plan' }));
    const first = await asked(environment, 'FilePreviewQuery');
    await act(async () => resolve(environment, first, { data: { file: detail('f1', 'Plan') } }));
    const dialog = await screen.findByRole('dialog', { name: 'Plan' });
    expect(within(dialog).getByText('Files of this kind cannot be shown here.')).toBeTruthy();
    expect((screen.getByRole('button', { name: 'Previous file (←)' }) as HTMLButtonElement).disabled).toBe(
      true,
    );
    await user.keyboard('{ArrowRight}');
    const second = await waitFor(() => {
      const found = findOperation(environment, 'FilePreviewQuery');
      if (found?.request.variables.id !== 'f2') throw new Error('not asked');
      return found;
    });
    await act(async () => resolve(environment, second, { data: { file: detail('f2', 'List') } }));
    await screen.findByRole('dialog', { name: 'List' });
    expect(router.state.location.search).toEqual({ file: 'f2' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it('says so when it is not there', async () => {
    const { environment } = await setUp([], VIEWER, '/?file=f7');
    const operation = await asked(environment, 'FilePreviewQuery');
    await act(async () => resolve(environment, operation, { data: { file: null } }));
    expect(await screen.findByText('This file is no longer there, or not for you.')).toBeTruthy();
  });
});
