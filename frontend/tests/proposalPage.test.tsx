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
import { Suspense } from 'react';
import { createMockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import ProposalPage from '@/features/proposals/ProposalPage';
import activities from '@/i18n/en/activities.json';
import approvals from '@/i18n/en/approvals.json';
import lines from '@/i18n/en/lines.json';
import orders from '@/i18n/en/orders.json';
import texts from '@/i18n/en/proposals.json';
import { detailSearch } from '@/searchParams';
import { answer, asked, findOperation, resolve } from './mock';
import { renderUi } from './render';

beforeAll(() => {
  for (const [name, bundle] of Object.entries({ activities, approvals, lines, orders, proposals: texts })) {
    i18next.addResourceBundle('en', name, bundle);
  }
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
afterEach(() => {
  notifications.clean();
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

const line = (id: string, description: string, more: object = {}) => ({
  __typename: 'ProposalLine',
  id,
  version: 1,
  description,
  quantity: '2',
  unitPrice: '100',
  unitCost: null,
  discountPercent: '0',
  taxPercent: '0',
  total: '200',
  net: '200',
  tax: '0',
  product: null,
  ...more,
});

const proposal = (more: object = {}) => ({
  __typename: 'Proposal',
  id: 'prop_1',
  version: 3,
  number: 'P-2026-0007',
  revision: 1,
  status: 'DRAFT',
  actions: ['EDIT', 'SUBMIT', 'ARCHIVE'],
  archived: false,
  currency: 'EUR',
  language: 'en',
  validUntil: '2999-01-31',
  discountPercent: '0',
  subtotal: '400',
  discount: '0',
  net: '400',
  tax: '0',
  total: '400',
  margin: null,
  intro: null,
  terms: 'Payable within **30** days',
  submittedAt: null,
  sentAt: null,
  sentBy: null,
  decidedAt: null,
  declineReason: null,
  createdAt: '2026-03-01T10:00:00Z',
  createdBy: { __typename: 'Actor', name: 'Ada' },
  updatedAt: '2026-03-01T10:00:00Z',
  updatedBy: { __typename: 'Actor', name: 'Ada' },
  contact: null,
  next: null,
  orders: [],
  lines: [line('l1', 'Licence'), line('l2', 'Training')],
  revisions: [{ id: 'prop_1', version: 3, revision: 1 }],
  deal: { id: 'deal_1', version: 1, name: 'Desks', account: null },
  customFields: [],
  ...more,
});

async function setUp(more: object = {}, address = '/proposals/prop_1') {
  const environment = createMockEnvironment();
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/proposals/$proposalId',
    validateSearch: detailSearch,
    component: () => (
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">
          <ProposalPage />
        </Suspense>
      </ViewerContext>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([page]),
    history: createMemoryHistory({ initialEntries: [address] }),
  });
  renderUi(
    <ModalsProvider>
      <Notifications />
      <RouterProvider router={router as never} />
    </ModalsProvider>,
    environment,
  );
  await answer(environment, 'ProposalPageQuery', { eventCursor: 'c1', proposal: proposal(more) });
  await answer(environment, 'definitionsQuery', {
    eventCursor: 'c1',
    customFieldDefinitions: [],
    dataStandards: [],
  });
  return { environment, user: userEvent.setup(), router };
}

const total = (name: string) => screen.getByText(name, { selector: 'dt' }).nextElementSibling?.textContent;
const refusal = (code: string, more: object = {}) => [
  { __typename: 'InvalidInput', code, message: 'Not now.', path: ['id'], ...more },
];

describe('a draft', () => {
  it('shows its sums anew before the server has answered, and takes them back when it refuses', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Edit Discount on everything, %' }));
    const input = screen.getByRole('textbox', { name: 'Discount on everything, %' });
    await user.clear(input);
    await user.type(input, '12.5{Enter}');
    const operation = await asked(environment, 'useUpdateProposalMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'prop_1',
      discountPercent: '12.5',
      expectedVersion: 3,
    });
    expect(total('Net')).toBe('€350');
    await act(async () =>
      resolve(environment, operation, {
        data: { updateProposal: { proposal: null, userErrors: refusal('INVALID') } },
      }),
    );
    expect(total('Net')).toBe('€400');
    expect(await screen.findByText('Not now.')).toBeTruthy();
  });

  it('takes a line off at once', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'More for “Training”' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove the line' }));
    const operation = await asked(environment, 'useProposalLinesRemoveMutation');
    expect(operation.request.variables.input).toEqual({ id: 'l2', expectedVersion: 1 });
    expect(screen.queryByText('Training')).toBeNull();
    expect(total('Total with tax')).toBe('€200');
  });

  it('moves a line twice in a row, and sends the second step when the first is answered', async () => {
    const lines = ['Licence', 'Training', 'Support'].map((name, index) => line(`l${index + 1}`, name));
    const { environment, user } = await setUp({ lines });
    const order = () =>
      screen
        .getAllByRole('button', { name: 'Edit Description' })
        .map(({ textContent }) => textContent?.trim());
    screen.getByRole('button', { name: /^Move “Support”/ }).focus();
    await user.keyboard('{ArrowUp}{ArrowUp}');
    await waitFor(() => expect(order()).toEqual(['Support', 'Licence', 'Training']));
    const first = await asked(environment, 'useProposalLinesMoveMutation');
    expect(first.request.variables.input).toEqual({ id: 'l3', afterId: 'l1' });
    const sent = () =>
      environment.mock
        .getAllOperations()
        .filter(({ request }) => request.node.params.name === 'useProposalLinesMoveMutation').length;
    expect(sent()).toBe(1);
    const [one, two, three] = lines;
    const once = { proposal: proposal({ version: 4, lines: [one, three, two] }), userErrors: [] };
    await act(async () => resolve(environment, first, { data: { moveProposalLine: once } }));
    expect(order()).toEqual(['Support', 'Licence', 'Training']);
    const input = await answer(environment, 'useProposalLinesMoveMutation', {
      moveProposalLine: { proposal: proposal({ version: 5, lines: [three, one, two] }), userErrors: [] },
    });
    expect(input.input).toEqual({ id: 'l3', afterId: null });
    expect(order()).toEqual(['Support', 'Licence', 'Training']);
  });

  it('warns before it is handed in that its last day is over', async () => {
    await setUp({ validUntil: '2026-01-31' }, '/proposals/prop_1?dialog=submit');
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText(/^Its last day is over/)).toBeTruthy();
  });

  it('is handed in with a word, and stays open when that is refused', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Submit…' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByRole('textbox', { name: 'Message' }), 'They asked for it');
    await user.click(within(dialog).getByRole('button', { name: 'Submit' }));
    const operation = await asked(environment, 'useProposalActionsSubmitMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'prop_1',
      message: 'They asked for it',
      expectedVersion: 3,
    });
    await act(async () =>
      resolve(environment, operation, {
        data: { submitProposal: { proposal: null, userErrors: refusal('REQUIRED') } },
      }),
    );
    expect(await screen.findByText('Not now.')).toBeTruthy();
    expect(screen.getByRole('dialog')).toBeTruthy();
  });

  it('keeps what was written when somebody else wrote the same text', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Edit Terms' }));
    const field = screen.getByRole('textbox', { name: 'Terms' });
    await user.clear(field);
    await user.type(field, 'Mine');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    const clash = {
      __typename: 'Conflict',
      currentVersion: 5,
      changedBy: { name: 'Ben' },
      changedAt: '2026-03-02T10:00:00Z',
      changed: [{ field: 'terms', before: 'Old', after: 'Theirs', beforeLabel: null, afterLabel: null }],
    };
    await answer(environment, 'useUpdateProposalMutation', {
      updateProposal: { proposal: null, userErrors: refusal('CONFLICT', clash) },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Terms was changed by Ben meanwhile');
    expect(alert.textContent).toContain('Theirs');
    await user.click(screen.getByRole('button', { name: 'Keep mine' }));
    const operation = await asked(environment, 'useUpdateProposalMutation');
    expect(operation.request.variables.input).toEqual({ id: 'prop_1', terms: 'Mine', expectedVersion: 5 });
  });
});

describe('what is no draft', () => {
  it('can only be read, and says why and what to do', async () => {
    await setUp({ status: 'SENT', actions: ['ACCEPT', 'DECLINE', 'REVISE', 'ARCHIVE'] });
    expect(screen.queryByRole('button', { name: /^Edit/ })).toBeNull();
    expect(screen.queryByRole('form', { name: 'Add a line' })).toBeNull();
    const notice = screen.getByRole('alert');
    expect(notice.textContent).toContain('The customer has it as it is');
    expect(notice.textContent).toContain('make a new version');
    expect(screen.getByText('30').tagName).toBe('STRONG');
    expect(screen.getByRole('button', { name: 'Accepted…' })).toBeTruthy();
  });

  it('tells a reader why, and not what others may do', async () => {
    await setUp({ status: 'APPROVED', actions: [] });
    expect(screen.getByRole('alert').textContent).toBe('It is approved as it is');
    expect(screen.queryByRole('button', { name: 'Actions' })).toBeNull();
  });

  it('opens no dialog that its state does not allow, whatever the address says', async () => {
    await setUp({ status: 'SENT', actions: ['ACCEPT'] }, '/proposals/prop_1?dialog=submit');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('warns that editing again costs the approval, and does nothing before the answer', async () => {
    const { environment, user } = await setUp({ status: 'APPROVED', actions: ['SEND', 'REOPEN'] });
    await user.click(screen.getByRole('button', { name: 'Actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit again' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('its approval no longer counts');
    expect(findOperation(environment, 'useProposalActionsReopenMutation')).toBeUndefined();
    await user.click(within(dialog).getByRole('button', { name: 'Edit again' }));
    const operation = await asked(environment, 'useProposalActionsReopenMutation');
    expect(operation.request.variables.input).toEqual({ id: 'prop_1', expectedVersion: 3 });
  });

  it('leads on to the version that took its place', async () => {
    const revisions = [
      { id: 'prop_2', version: 1, revision: 2 },
      { id: 'prop_1', version: 4, revision: 1 },
    ];
    await setUp({ status: 'SUPERSEDED', actions: [], next: { id: 'prop_2' }, revisions });
    const link = screen.getByRole('link', { name: 'Open version 2' });
    await waitFor(() => expect(link.getAttribute('href')).toBe('/proposals/prop_2'));
  });
});
