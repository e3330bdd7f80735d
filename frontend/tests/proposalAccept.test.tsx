import { ModalsProvider } from '@mantine/modals';
import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import AcceptDialog from '@/features/proposals/AcceptDialog';
import DealProposals from '@/features/proposals/DealProposals';
import fields from '@/i18n/en/fields.json';
import gate from '@/i18n/en/gate.json';
import orders from '@/i18n/en/orders.json';
import texts from '@/i18n/en/proposals.json';
import { answer, asked } from './mock';
import { renderUi } from './render';

// What a test left unanswered must not be waited for by the next.
afterEach(forgetUndo);

beforeAll(() => {
  for (const [name, bundle] of Object.entries({ fields, gate, orders, proposals: texts })) {
    i18next.addResourceBundle('en', name, bundle);
  }
  // Growing text fields wait for fonts; happy-dom has none.
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
});
afterEach(() => notifications.clean());

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

function show(page: ReactNode): { environment: MockEnvironment; user: ReturnType<typeof userEvent.setup> } {
  const environment = createMockEnvironment();
  const root = createRootRoute();
  const home = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (
      <ViewerContext value={viewer}>
        <Suspense fallback="wait">{page}</Suspense>
      </ViewerContext>
    ),
  });
  const router = createRouter({
    routeTree: root.addChildren([home]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  renderUi(
    <ModalsProvider>
      <Notifications />
      <RouterProvider router={router as never} />
    </ModalsProvider>,
    environment,
  );
  return { environment, user: userEvent.setup() };
}

const STAGES = [
  { id: 's1', name: 'Offer', kind: 'OPEN', position: 1 },
  { id: 's9', name: 'Won', kind: 'WON', position: 9 },
];

/** The open dialog; the company has no fields of its own. */
async function openDialog(status = 'OPEN') {
  const onClose = vi.fn();
  const shown = show(<AcceptDialog id="prop_1" onClose={onClose} />);
  await answer(shown.environment, 'AcceptDialogQuery', {
    proposal: {
      __typename: 'Proposal',
      id: 'prop_1',
      number: 'P-2026-0007',
      net: '400',
      currency: 'EUR',
      deal: {
        id: 'deal_1',
        name: 'Desks',
        status,
        currency: 'EUR',
        account: null,
        pipeline: { id: 'p', stages: STAGES },
      },
    },
  });
  await answer(shown.environment, 'definitionsQuery', {
    eventCursor: 'c1',
    customFieldDefinitions: [],
    dataStandards: [],
  });
  return { ...shown, onClose, dialog: await screen.findByRole('dialog') };
}

describe('accepting a proposal', () => {
  it('wins the deal and makes an order, unless somebody says otherwise', async () => {
    const { environment, user, dialog } = await openDialog();
    const stage = within(dialog).getByRole<HTMLInputElement>('combobox', { name: /“Desks”/ });
    expect(stage.value).toBe('Won');
    await user.click(within(dialog).getByRole('checkbox', { name: /Make an order/ }));
    await user.click(stage);
    await user.click(await screen.findByRole('option', { name: 'It stays in its stage' }));
    await user.click(within(dialog).getByRole('button', { name: 'Accepted' }));
    const operation = await asked(environment, 'AcceptDialogMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'prop_1',
      expectedVersion: 0,
      createOrder: false,
    });
  });

  it('asks for what the won stage needs, and sends it with the next attempt', async () => {
    const { environment, user, dialog, onClose } = await openDialog();
    await user.click(within(dialog).getByRole('button', { name: 'Accepted' }));
    const missing = [
      { kind: 'FIELD', key: 'customerNeeds', label: 'Customer needs' },
      { kind: 'FACT', key: 'decisionMakerKnown', label: 'A decision maker is known' },
    ];
    const unmet = { __typename: 'GateUnmet', code: 'GATE_UNMET', message: '', path: ['wonStageId'] };
    const stage = { id: 's9', version: 1, name: 'Won' };
    await answer(environment, 'AcceptDialogMutation', {
      acceptProposal: {
        proposal: null,
        deal: null,
        order: null,
        userErrors: [{ ...unmet, stage, missing, viewerCanOverride: false }],
      },
    });
    await answer(environment, 'workspaceQuery', {
      workspace: { __typename: 'Workspace', id: 'w', name: 'Orchard', baseCurrency: 'EUR' },
    });
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Won asks for more');
    expect(alert.textContent).toContain('A decision maker is among the stakeholders');
    expect(onClose).not.toHaveBeenCalled();
    await user.type(screen.getByRole('textbox', { name: 'Customer needs' }), 'Fewer errors');
    await user.click(screen.getByRole('button', { name: 'Accepted' }));
    const operation = await asked(environment, 'AcceptDialogMutation');
    expect(operation.request.variables.input).toEqual({
      id: 'prop_1',
      expectedVersion: 0,
      createOrder: true,
      wonStageId: 's9',
      fields: { customerNeeds: 'Fewer errors' },
    });
  });

  it('leaves a deal that is closed where it is', async () => {
    const { dialog } = await openDialog('WON');
    expect(within(dialog).queryByRole('combobox')).toBeNull();
    expect(dialog.textContent).toContain('The deal is not open');
  });
});

const row = (id: string, status: string, more: object = {}) => ({
  __typename: 'Proposal',
  id,
  version: 1,
  number: `P-2026-000${id}`,
  revision: 1,
  status,
  archived: false,
  actions: ['ARCHIVE'],
  currency: 'EUR',
  net: '100',
  total: '121',
  validUntil: '2999-12-31',
  ...more,
});

const needed = {
  id: 'field_1',
  version: 1,
  subject: 'PROPOSAL',
  key: 'delivery',
  type: 'TEXT',
  label: 'Delivery',
  labels: [],
  help: null,
  required: true,
  filterable: false,
  defaultValue: null,
  options: [],
  pattern: null,
  minimum: null,
  maximum: null,
  position: 0,
  archived: false,
};

async function openTab(nodes: object[], more: object = {}, customFieldDefinitions: object[] = []) {
  const shown = show(<DealProposals dealId="deal_1" changes={0} />);
  await answer(shown.environment, 'definitionsQuery', {
    eventCursor: 'c1',
    customFieldDefinitions,
    dataStandards: [],
  });
  await answer(shown.environment, 'DealProposalsQuery', {
    deal: {
      __typename: 'Deal',
      id: 'deal_1',
      status: 'OPEN',
      viewerCanEdit: true,
      lineTotals: { lines: 0 },
      proposals: { nodes },
      archivedProposals: { nodes: [] },
      orders: { nodes: [] },
      ...more,
    },
  });
  return shown;
}

describe('the proposals of a deal', () => {
  it('are the current ones, the others folded', async () => {
    const { user } = await openTab([row('1', 'SENT'), row('2', 'SUPERSEDED'), row('3', 'DECLINED')]);
    const current = screen.getByRole('table', { name: 'Current proposals' });
    expect(current.textContent).toContain('P-2026-0001');
    expect(current.textContent).not.toContain('P-2026-0002');
    const more = screen.getByRole('button', { name: 'Show 2 inactive proposals' });
    expect(more.getAttribute('aria-expanded')).toBe('false');
    await user.click(more);
    await waitFor(() => expect(more.getAttribute('aria-expanded')).toBe('true'));
    expect(more.textContent).toBe('Hide 2 inactive proposals');
  });

  it('are put away at once, and taken out again with Undo', async () => {
    const { environment, user } = await openTab([row('1', 'DRAFT'), row('2', 'DRAFT')]);
    await user.click(screen.getByRole('button', { name: 'More for P-2026-0001' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Put away' }));
    const variables = await answer(environment, 'useUpdateProposalMutation', {
      updateProposal: {
        proposal: { __typename: 'Proposal', id: '1', version: 2, archived: true },
        userErrors: [],
      },
    });
    expect(variables.input).toEqual({ id: '1', archived: true, expectedVersion: 1 });
    expect(screen.getByRole('table', { name: 'Current proposals' }).textContent).not.toContain('P-2026-0001');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    const undone = await asked(environment, 'useUpdateProposalMutation');
    expect(undone.request.variables.input).toEqual({ id: '1', archived: false, expectedVersion: 2 });
  });

  it('begin with the deal’s lines, and only on an open deal', async () => {
    const { environment, user } = await openTab([]);
    expect(screen.getByText('Nothing was offered yet')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'New proposal' }));
    const operation = await asked(environment, 'useCreateProposalMutation');
    expect(operation.request.variables.input).toEqual({ dealId: 'deal_1' });
  });

  it('ask for what they must have, before they are begun', async () => {
    const { environment, user } = await openTab([], {}, [needed]);
    await user.click(screen.getByRole('button', { name: 'New proposal' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Create' }));
    expect(
      environment.mock.getAllOperations().map(({ request }) => request.node.operation.name),
    ).not.toContain('CreateProposalDialogMutation');
    await user.type(dialog.getByRole('textbox', { name: /^Delivery/ }), 'DAP');
    await user.click(dialog.getByRole('button', { name: 'Create' }));
    const operation = await asked(environment, 'CreateProposalDialogMutation');
    expect(operation.request.variables.input).toEqual({
      dealId: 'deal_1',
      custom: [{ key: 'delivery', value: 'DAP' }],
    });
  });

  it('are not begun on a deal that is closed', async () => {
    await openTab([], { status: 'WON' });
    expect(screen.queryByRole('button', { name: 'New proposal' })).toBeNull();
    expect(screen.getByText('Proposals are made on open deals.')).toBeTruthy();
  });
});
