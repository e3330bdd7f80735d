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
import { createOperationDescriptor } from 'relay-runtime';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { StagePanel_deal$key } from '@/__generated__/StagePanel_deal.graphql';
import dealWithPanel from '@/__generated__/useDealStepMutation.graphql';
import { forgetUndo } from '@/app/undo';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { StagePanel } from '@/features/deal/stage/StagePanel';
import { stoppedMove } from '@/features/gate/asking';
import plans from '@/i18n/en/plans.json';
import { findOperation, resolve } from './mock';
import { renderUi } from './render';

// A growing text area waits for fonts, of which happy-dom has none.
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: () => undefined, removeEventListener: () => undefined },
});

beforeAll(() => {
  i18next.addResourceBundle('en', 'plans', plans);
});
afterEach(() => {
  // What a test left unanswered must not be waited for by the next.
  forgetUndo();
  notifications.clean();
  stoppedMove.set(null);
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
const STEPS = [
  { id: 'step1', title: 'Ask for the budget', hint: 'And who grants it' },
  { id: 'step2', title: 'Name the rivals', hint: null },
];
const stage = (id: string, name: string, position: number, kind = 'OPEN') => ({
  id,
  name,
  position,
  kind,
  guidance: null,
  goNoGo: id === 'a',
  steps: id === 'a' ? STEPS : [],
});
const STAGES = [
  stage('a', 'Qualification', 0),
  stage('b', 'Presentation', 1),
  stage('c', 'Proposal', 2),
  stage('l', 'Lost', 9, 'LOST'),
];
const tick = (id: string, done: boolean) => ({
  step: { id },
  done,
  doneAt: done ? '2026-03-01T10:00:00Z' : null,
  doneBy: done ? { __typename: 'Actor', name: 'Ben' } : null,
});

function deal(more: object = {}) {
  return {
    __typename: 'Deal',
    id: 'deal1',
    version: 4,
    name: 'Desks',
    status: 'OPEN',
    viewerCanEdit: true,
    owner: { id: 'u1', name: 'Ada' },
    stage: STAGES[0],
    pipeline: { id: 'p', allowSkip: true, stages: STAGES },
    steps: [tick('step1', false), tick('step2', true)],
    ...more,
  };
}

const run = (more: object = {}) => ({
  id: 'run1',
  version: 2,
  status: 'RUNNING',
  done: 1,
  total: 3,
  startedAt: '2026-03-01T10:00:00Z',
  startedBy: { __typename: 'Actor', name: 'Ben' },
  plan: { id: 'plan1', name: 'Presentation course' },
  stage: null,
  tasks: [
    { id: 't1', version: 1, title: 'Book a room', status: 'DONE', dueAt: null },
    { id: 't2', version: 1, title: 'Rehearse', status: 'OPEN', dueAt: '2026-03-09T16:00:00Z' },
    { id: 't3', version: 1, title: 'Thank them', status: 'OPEN', dueAt: null },
  ],
  ...more,
});

/** The deal as a mutation would bring it, and the panel that reads it. */
async function setUp(more: object = {}, runs: object[] = []) {
  const environment = createMockEnvironment();
  const input = { dealId: 'deal1', stepId: 'none', done: false };
  const operation = createOperationDescriptor(dealWithPanel, { input });
  environment.retain(operation);
  environment.commitPayload(operation, { setDealStep: { deal: deal(more), userErrors: [] } });
  const seen = environment.lookup(operation.fragment).data as unknown as {
    setDealStep: { deal: StagePanel_deal$key };
  };
  const Page = () => (
    <ModalsProvider>
      <Notifications />
      <ViewerContext value={viewer}>
        <Suspense fallback="loading">
          <StagePanel deal={seen.setDealStep.deal} changes={0} />
        </Suspense>
      </ViewerContext>
    </ModalsProvider>
  );
  const root = createRootRoute();
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Page })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  // The app's routes are the registered type; this is a router of the test's own.
  renderUi(<RouterProvider router={router as never} />, environment);
  const asked = await sent(environment, 'PlanRunsQuery');
  const nodes = [
    { id: 'plan1', name: 'Presentation course' },
    { id: 'plan2', name: 'Tender' },
  ];
  await act(async () =>
    resolve(environment, asked, {
      data: {
        deal: { id: 'deal1', planRuns: { nodes: runs } },
        activityPlans: { nodes },
      },
    }),
  );
  return { environment, user: userEvent.setup() };
}

function sent(environment: MockEnvironment, name: string) {
  return waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not sent`);
    return found;
  });
}

const refusal = (code: string, more: object = {}) => [
  { __typename: 'InvalidInput', code, message: 'Not now.', path: ['input'], ...more },
];

describe('the steps', () => {
  it('are ticked at once, and come back when the server refuses', async () => {
    const { environment, user } = await setUp();
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Ask for the budget' });
    expect(screen.getByText('1 of 2 done')).toBeTruthy();
    await user.click(box);
    expect(box.checked).toBe(true);
    expect(screen.getByText('2 of 2 done')).toBeTruthy();
    const operation = await sent(environment, 'useDealStepMutation');
    expect(operation.request.variables.input).toEqual({ dealId: 'deal1', stepId: 'step1', done: true });
    await act(async () =>
      resolve(environment, operation, {
        data: { setDealStep: { deal: null, userErrors: refusal('NOT_ALLOWED') } },
      }),
    );
    expect(box.checked).toBe(false);
    expect(await screen.findByText('Not now.')).toBeTruthy();
  });

  it('tell who did them, and are only read by those who may not change the deal', async () => {
    await setUp({ viewerCanEdit: false });
    expect(screen.queryByRole('checkbox')).toBeNull();
    expect(screen.getByText(/^Ben,/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Go' })).toBeNull();
    expect(screen.getByText('Go or no-go is yet to be decided here.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Start a plan…' })).toBeNull();
  });
});

describe('go or no-go', () => {
  it('goes on to the stage chosen; who keeps the deal is not named', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Go' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('combobox', { name: /Next stage/ }));
    const options = screen.getAllByRole('option').map(({ textContent }) => textContent);
    expect(options).toEqual(expect.arrayContaining(['Presentation', 'Proposal']));
    expect(options).not.toContain('Lost');
    await user.click(screen.getByRole('option', { name: 'Proposal' }));
    await user.type(within(dialog).getByRole('textbox', { name: /Reasons/ }), 'They have the money');
    await user.click(within(dialog).getByRole('button', { name: 'Go' }));
    const operation = await sent(environment, 'useDecideMutation');
    expect(operation.request.variables.input).toEqual({
      dealId: 'deal1',
      decision: 'GO',
      stageId: 'c',
      reason: 'They have the money',
      expectedVersion: 4,
    });
  });

  it('hands what a gate asks for to its dialog, with the decision to finish', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'Go' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Go' }));
    const missing = [{ kind: 'FIELD', key: 'budget', label: 'Budget' }];
    const met = { __typename: 'GateUnmet', stage: STAGES[1], missing, viewerCanOverride: false };
    const operation = await sent(environment, 'useDecideMutation');
    await act(async () =>
      resolve(environment, operation, {
        data: { decideGoNoGo: { deal: null, userErrors: refusal('GATE_UNMET', met) } },
      }),
    );
    expect(stoppedMove.get()).toMatchObject({
      dealId: 'deal1',
      stageId: 'b',
      stage: 'Presentation',
      decision: { decision: 'GO', stageId: 'b' },
    });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('gives nothing up without a reason', async () => {
    const { environment, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'No-go' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'No-go' }));
    expect(findOperation(environment, 'useDecideMutation')).toBeUndefined();
    const reason = within(dialog).getByRole('combobox', { name: /Loss reason/ });
    expect(reason.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('the plans', () => {
  it('show how far they have come, and are called off only when that is meant', async () => {
    const { environment, user } = await setUp({}, [run()]);
    const item = screen.getByRole('listitem', { name: 'Presentation course' });
    expect(within(item).getByText('1 of 3 done')).toBeTruthy();
    expect(item.textContent).toContain('started by Ben');
    const waiting = within(item).getByText('Thank them').closest('li');
    expect(waiting?.textContent).toContain('waits for the task before');
    await user.click(within(item).getByRole('button', { name: 'Cancel the plan Presentation course' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog.textContent).toContain('2 open tasks are cancelled');
    expect(findOperation(environment, 'PlanRunCancelMutation')).toBeUndefined();
    await user.click(within(dialog).getByRole('button', { name: 'Cancel the plan' }));
    const operation = await sent(environment, 'PlanRunCancelMutation');
    expect(operation.request.variables.input).toEqual({ id: 'run1', expectedVersion: 2 });
  });

  it('start by hand, except one that is under way', async () => {
    const { environment, user } = await setUp({}, [run()]);
    await user.click(screen.getByRole('button', { name: 'Start a plan…' }));
    const running = await screen.findByRole('menuitem', { name: 'Presentation course' });
    expect(running).toHaveProperty('disabled', true);
    await user.click(screen.getByRole('menuitem', { name: 'Tender' }));
    const operation = await sent(environment, 'PlanRunsStartMutation');
    expect(operation.request.variables.input).toEqual({ planId: 'plan2', dealId: 'deal1' });
  });

  it('of before are shown when asked for', async () => {
    const { user } = await setUp({}, [run({ status: 'CANCELLED' })]);
    expect(screen.getByText('No plan is under way.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Show 1 earlier plan' }));
    expect(screen.getByRole('listitem', { name: 'Presentation course' }).textContent).toContain('cancelled');
  });
});
