import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import NewDocumentDialog from '@/features/documents/NewDocumentDialog';
import Templates from '@/features/settings/templates/Templates';
import activities from '@/i18n/en/activities.json';
import documents from '@/i18n/en/documents.json';
import proposals from '@/i18n/en/proposals.json';
import settings from '@/i18n/en/settings.json';
import { FakeRequest } from './fakeRequest';
import { answer, asked, findOperation } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  for (const [name, texts] of Object.entries({ activities, documents, proposals, settings })) {
    i18next.addResourceBundle('en', name, texts);
  }
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
beforeEach(() => {
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
});
afterEach(() => {
  vi.unstubAllGlobals();
  notifications.clean();
  forgetUndo();
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

const templateOf = (id: string, name: string, more: object = {}) => ({
  __typename: 'DocumentTemplate',
  id,
  version: 2,
  name,
  description: null,
  language: 'en',
  category: null,
  fileName: `${name}.docx`,
  size: 2_048,
  url: `/document-templates/${id}.docx`,
  placeholders: ['deal.name'],
  archived: false,
  updatedAt: '2026-05-01T10:00:00Z',
  updatedBy: { __typename: 'Actor', name: 'Ben' },
  ...more,
});

function show(screenOf: ReactNode, role: Viewer['role']) {
  const environment = createMockEnvironment();
  const root = createRootRoute({
    component: () => (
      <ViewerContext value={{ ...viewer, role }}>
        <Suspense fallback="wait">{screenOf}</Suspense>
      </ViewerContext>
    ),
  });
  const history = createMemoryHistory({ initialEntries: ['/'] });
  const router = createRouter({ routeTree: root, history });
  renderUi(
    <ModalsProvider>
      <Notifications />
      <RouterProvider router={router as never} />
    </ModalsProvider>,
    environment,
  );
  return { environment, user: userEvent.setup() };
}

/** A connection of these; with an end when there are more. */
const listOf = (nodes: object[], endCursor?: string) => ({
  edges: nodes.map((node) => ({ cursor: '', node })),
  pageInfo: { endCursor: endCursor ?? '', hasNextPage: endCursor !== undefined },
});

async function inSettings(nodes: object[], role: Viewer['role'] = 'ADMIN', endCursor?: string) {
  const shown = show(<Templates />, role);
  await answer(shown.environment, 'TemplatesQuery', {
    eventCursor: 'c1',
    workspace: { id: 'w1', version: 1, locale: 'cs' },
    documentTemplates: listOf(nodes, endCursor),
    gone: { totalCount: 0, ...listOf([]) },
    documentPlaceholders: [
      { key: 'deal.name', label: 'Deal', repeats: false },
      { key: 'deal.custom.site', label: 'Building site', repeats: false },
    ],
  });
  return shown;
}

const letter = (name = 'Letter.docx') => new File(['PK'], name);
const chooser = () => document.querySelector('input[type=file]') as HTMLInputElement;

describe('the templates in the settings', () => {
  it('are read by everybody and changed by admins only', async () => {
    await inSettings([templateOf('t1', 'Letter')], 'MANAGER');
    expect(screen.getByText('Uses deal.name')).toBeTruthy();
    const link = screen.getByRole('link', { name: 'Download Letter' });
    expect(link.getAttribute('href')).toBe('/document-templates/t1.docx');
    expect(screen.queryByRole('button', { name: 'New template' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'More for Letter' })).toBeNull();
    expect(screen.getByText(/^Only administrators change this/)).toBeTruthy();
  });

  it('are read page by page', async () => {
    const { environment, user } = await inSettings([templateOf('t1', 'Letter')], 'ADMIN', 'c1');
    await user.click(screen.getByRole('button', { name: 'Show more templates' }));
    const asked = await answer(environment, 'TemplatesLiveQuery', {
      documentTemplates: listOf([templateOf('t2', 'Offer')]),
    });
    expect(asked).toMatchObject({ after: 'c1' });
    expect(await screen.findByText('Offer')).toBeTruthy();
    expect(screen.getByText('Letter')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Show more templates' })).toBeNull();
  });

  it('come with what is wrong with them said at the file, and then with their details', async () => {
    const { environment, user } = await inSettings([]);
    await user.click(screen.getByRole('button', { name: 'New template' }));
    await user.upload(chooser(), letter());
    const name = screen.getByRole<HTMLInputElement>('textbox', { name: /^Name of the template/ });
    expect(name.value).toBe('Letter');
    await user.type(screen.getByRole('textbox', { name: 'What it is for' }), 'Cover');
    await user.click(screen.getByRole('button', { name: 'Upload' }));
    const path = '/document-templates?name=Letter&fileName=Letter.docx&language=cs';
    await waitFor(() => expect(FakeRequest.last.headers.open).toBe(`POST ${path}`));
    act(() => FakeRequest.last.progress(1, 2));
    expect(screen.getByText('50%')).toBeTruthy();
    const reason = { reason: 'UNKNOWN_PLACEHOLDERS', names: ['deal.nmae'] };
    const refusals = [{ code: 'INVALID', message: 'No.', path: ['file'], ...reason }];
    const refused = { errors: [{ message: 'No.', extensions: { code: 'BAD_USER_INPUT', refusals } }] };
    await act(async () => FakeRequest.last.answer(400, refused));
    expect(screen.getByRole('alert').textContent).toBe(
      'These placeholders do not exist: {{deal.nmae}}. Correct what is written in the document.',
    );

    await user.click(screen.getByRole('button', { name: 'Upload' }));
    expect(screen.queryByRole('alert')).toBeNull();
    await act(async () => FakeRequest.last.answer(201, { documentTemplate: { id: 't1', version: 1 } }));
    const sent = await answer(environment, 'useUpdateTemplateMutation', {
      updateDocumentTemplate: {
        documentTemplate: templateOf('t1', 'Letter', { description: 'Cover' }),
        userErrors: [],
      },
    });
    expect(sent.input).toEqual({ id: 't1', description: 'Cover' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('Letter was added')).toBeTruthy();
  });

  it('are not even sent without a content and a name', async () => {
    const { user } = await inSettings([]);
    FakeRequest.last = undefined as never;
    await user.click(screen.getByRole('button', { name: 'New template' }));
    await user.upload(chooser(), new File([], 'Letter.docx'));
    await user.clear(screen.getByRole('textbox', { name: /^Name of the template/ }));
    await user.click(screen.getByRole('button', { name: 'Upload' }));
    expect(screen.getByText('There is nothing in this file.')).toBeTruthy();
    expect(screen.getByText('This field must not be empty.')).toBeTruthy();
    expect(FakeRequest.last).toBeUndefined();
  });

  it('are put away with a way back', async () => {
    const { environment, user } = await inSettings([templateOf('t1', 'Letter')]);
    await user.click(screen.getByRole('button', { name: 'More for Letter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Put away' }));
    const sent = await answer(environment, 'useUpdateTemplateMutation', {
      updateDocumentTemplate: {
        documentTemplate: templateOf('t1', 'Letter', { archived: true }),
        userErrors: [],
      },
    });
    expect(sent.input).toEqual({ id: 't1', archived: true });
    expect(screen.getByText('No document templates yet')).toBeTruthy();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const back = await asked(environment, 'useUpdateTemplateMutation');
    expect(back.request.variables.input).toEqual({ id: 't1', archived: false });
  });

  it('have placeholders that a click copies', async () => {
    const { user } = await inSettings([]);
    await user.click(screen.getByRole('button', { name: /Building site/ }));
    expect(await navigator.clipboard.readText()).toBe('{{deal.custom.site}}');
  });
});

async function onDeal(nodes: object[], proposalNodes: object[] = [], role: Viewer['role'] = 'REP') {
  const [onMade, onClose] = [vi.fn(), vi.fn()];
  const shown = show(<NewDocumentDialog dealId="d1" onMade={onMade} onClose={onClose} />, role);
  await answer(shown.environment, 'NewDocumentDialogQuery', {
    documentTemplates: { nodes, pageInfo: { hasNextPage: false, endCursor: null } },
    deal: { __typename: 'Deal', id: 'd1', version: 3, name: 'Pumps', proposals: { nodes: proposalNodes } },
  });
  return { ...shown, onMade, onClose };
}

const offer = { __typename: 'Proposal', id: 'p1', number: 'P-2026-0001', revision: 1, status: 'DRAFT' };
const create = () => screen.getByRole('button', { name: 'Create document' });
const MUTATION = 'useMakeDocumentMutation';

describe('a new document of a deal', () => {
  it('is made of the only template without a further choice', async () => {
    const { environment, user, onMade, onClose } = await onDeal([templateOf('t1', 'Letter')]);
    expect(screen.getByPlaceholderText('Letter – Pumps.docx')).toBeTruthy();
    await user.click(create());
    const file = {
      __typename: 'File',
      id: 'f1',
      version: 1,
      name: 'Letter – Pumps.docx',
      description: null,
      archived: false,
      versionCount: 1,
      category: null,
      current: {
        number: 1,
        size: 9,
        mediaType: 'x',
        preview: 'NONE',
        url: '/files/f1',
        createdAt: '2026-05-01T10:00:00Z',
        createdBy: null,
      },
      deal: { __typename: 'Deal', id: 'd1', fileCount: { totalCount: 1 } },
      account: null,
      contact: null,
      lead: null,
      activity: null,
    };
    const sent = await answer(environment, MUTATION, { createDocument: { file, userErrors: [] } });
    expect(sent.input).toEqual({ templateId: 't1', dealId: 'd1' });
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(onMade).toHaveBeenCalledOnce();
    expect(screen.getByText('Letter – Pumps.docx is among the files')).toBeTruthy();
    expect(screen.getByRole('button', { name: 'Download' })).toBeTruthy();
  });

  it('takes the newest proposal when the template tells of one', async () => {
    const { environment, user } = await onDeal(
      [templateOf('t1', 'Offer', { placeholders: ['proposal.total'] })],
      [offer],
    );
    await user.click(create());
    const { request } = await asked(environment, MUTATION);
    expect(request.variables.input).toEqual({ templateId: 't1', dealId: 'd1', proposalId: 'p1' });
  });

  it('is not asked for without the proposal it tells of', async () => {
    const { environment, user } = await onDeal([
      templateOf('t1', 'Offer', { placeholders: ['proposal.total'] }),
    ]);
    expect(screen.getByRole('alert').textContent).toContain('the deal has none yet');
    await user.click(create());
    expect(findOperation(environment, MUTATION)).toBeUndefined();
  });

  it('shows what is refused and keeps what was typed', async () => {
    const { environment, user, onClose } = await onDeal([templateOf('t1', 'Letter')]);
    await user.type(screen.getByRole('textbox', { name: /^Name of the file/ }), 'Mine');
    await user.click(create());
    const message = 'This template was put away; choose another.';
    const refusal = { __typename: 'InvalidInput', code: 'INVALID', message, path: ['input', 'templateId'] };
    const sent = await answer(environment, MUTATION, {
      createDocument: { file: null, userErrors: [refusal] },
    });
    expect(sent.input).toMatchObject({ name: 'Mine' });
    expect(screen.getByText(message)).toBeTruthy();
    expect(onClose).not.toHaveBeenCalled();
  });

  it.each([
    ['ADMIN', 1],
    ['REP', 0],
  ] as const)('without any template: the way for a %s', async (role, links) => {
    await onDeal([], [], role);
    expect(screen.getByText('No document templates yet')).toBeTruthy();
    expect(screen.queryAllByRole('link', { name: 'Open the templates' })).toHaveLength(links);
    expect(screen.queryAllByText(/^Ask an administrator/)).toHaveLength(1 - links);
  });
});
