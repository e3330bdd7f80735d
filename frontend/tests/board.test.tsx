import { Notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import i18next from 'i18next';
import { Suspense } from 'react';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { forgetUndo, undoLast } from '@/app/undo';
import { ViewerContext } from '@/app/viewer';
import { Board } from '@/features/board/Board';
import board from '@/i18n/en/board.json';
import { renderUi } from './render';

// happy-dom has no layout; the virtual columns need a height to fill.
vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800);
vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(96);

// It has no fonts either; a growing text area waits for theirs.
Object.defineProperty(document, 'fonts', {
  value: { addEventListener: () => undefined, removeEventListener: () => undefined },
});

beforeAll(() => {
  i18next.addResourceBundle('en', 'board', board);
});
beforeEach(() => {
  localStorage.clear();
  forgetUndo();
});

const VIEWER = {
  id: 'me',
  name: 'Me',
  email: 'me@example.com',
  role: 'REP',
  avatarColor: '#123456',
  locale: 'en',
  timeZone: 'UTC',
} as const;
const OWNER = { id: 'ada', version: 1, name: 'Ada Novak', avatarColor: '#c97f17' };
const STAGES = ['Contact', 'Offer'].map((name, index) => ({
  id: `s${index + 1}`,
  version: 1,
  name,
  kind: 'OPEN',
  color: '#3798aa',
  probability: 20,
  allowCreate: true,
}));
const LOST = { ...STAGES[0], id: 'lost', name: 'Lost', kind: 'LOST', probability: 0 };

function deal(id: string, stageId: string, rank: string, more: object = {}) {
  return {
    __typename: 'Deal',
    id,
    version: 1,
    name: `Deal ${id}`,
    status: 'OPEN',
    amount: '1000.00',
    currency: 'EUR',
    stageEnteredAt: '2026-01-01T00:00:00Z',
    rotting: false,
    restricted: false,
    viewerCanEdit: true,
    rank,
    stage: { id: stageId, version: 1 },
    lossReason: null,
    account: null,
    owner: OWNER,
    nextTask: null,
    ...more,
  };
}

function answer(deals: ReturnType<typeof deal>[]) {
  return {
    data: {
      board: {
        eventCursor: 'c0',
        pipeline: { id: 'p', version: 1, name: 'Simple', allowSkip: true, allowBack: true },
        columns: [...STAGES, LOST].map((stage) => ({
          stage,
          count: deals.filter((one) => one.stage.id === stage.id).length,
          amount: '1000',
          weighted: '200',
          currency: 'EUR',
          deals: {
            nodes: deals.filter((one) => one.stage.id === stage.id),
            pageInfo: { hasNextPage: false, endCursor: null },
          },
        })),
      },
    },
  };
}

function Page() {
  return (
    <ViewerContext value={VIEWER}>
      <Suspense fallback="wait">
        <Board
          pipelineId="p"
          filter={{ status: { ne: 'INACTIVE' } }}
          card={{ cardFields: [], withCardFields: false }}
          filtered={false}
          fetchKey={0}
          onRefetch={() => undefined}
          onClearFilter={() => undefined}
        />
      </Suspense>
    </ViewerContext>
  );
}

async function open(deals: ReturnType<typeof deal>[]) {
  const environment = createMockEnvironment();
  const root = createRootRoute();
  const routes = [
    createRoute({ getParentRoute: () => root, path: '/', component: Page }),
    createRoute({ getParentRoute: () => root, path: '/deals/$dealId', component: () => 'deal page' }),
  ];
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  renderUi(
    <>
      <Notifications />
      {/* The app's routes are the registered type; this is a router of the test's own. */}
      <RouterProvider router={router as never} />
    </>,
    environment,
  );
  await waitFor(() => expect(operation(environment, 'BoardQuery')).toBeTruthy());
  await act(async () => environment.mock.resolveMostRecentOperation(answer(deals)));
  await screen.findByRole('region', { name: 'Contact' });
  return environment;
}

const MOVE = 'useMovesMutation';

function operation(environment: MockEnvironment, name: string) {
  return environment.mock.getAllOperations().find((one) => one.request.node.params.name === name);
}

function sent(environment: MockEnvironment) {
  const found = operation(environment, MOVE);
  if (!found) throw new Error('no move was sent');
  return found;
}

const column = (name: string) => screen.getByRole('region', { name });
const names = (name: string) =>
  within(column(name))
    .queryAllByRole('link')
    .map((link) => link.textContent);

async function press(link: HTMLElement, key: string, altKey = false) {
  link.focus();
  await act(async () => {
    fireEvent.keyDown(link, { key, altKey });
  });
}

async function resolveMove(environment: MockEnvironment, moveDeal: object) {
  await act(async () =>
    environment.mock.resolveMostRecentOperation((newest) => {
      expect(newest.request.node.params.name).toBe(MOVE);
      return { data: { moveDeal } };
    }),
  );
}

async function live(environment: MockEnvironment, events: object[], columns: object[] = []) {
  const subscription = operation(environment, 'BoardLiveSubscription');
  if (!subscription) throw new Error('not live');
  await act(async () =>
    environment.mock.nextValue(subscription, { data: { boardChanged: { cursor: 'c1', columns, events } } }),
  );
}

const THREE = () => [deal('a', 's1', 'c'), deal('b', 's1', 'i'), deal('c', 's2', 'i')];
const actor = { name: 'Ada', user: { id: 'ada' } };

describe('Board', () => {
  it('walks with arrows and moves with Alt, at once and with version + 1', async () => {
    const environment = await open(THREE());
    expect(names('Contact')).toEqual(['Deal a', 'Deal b']);

    await press(screen.getByRole('link', { name: 'Deal a' }), 'ArrowDown');
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Deal b'));

    await press(screen.getByRole('link', { name: 'Deal b' }), 'ArrowRight', true);
    expect(names('Contact')).toEqual(['Deal a']);
    expect(names('Offer')).toEqual(['Deal b', 'Deal c']);
    expect(sent(environment).request.variables).toEqual({
      input: { id: 'b', stageId: 's2', expectedVersion: 1 },
    });
    expect(environment.getStore().getSource().get('b')?.version).toBe(2);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Deal b'));
  });

  it('reorders with Alt and the vertical arrows', async () => {
    const environment = await open(THREE());
    await press(screen.getByRole('link', { name: 'Deal a' }), 'ArrowDown', true);
    expect(names('Contact')).toEqual(['Deal b', 'Deal a']);
    expect(sent(environment).request.variables.input).toMatchObject({ afterDealId: 'b', stageId: 's1' });
  });

  it('sends a quick second move only after the first, with the version it got', async () => {
    const environment = await open(THREE());
    await press(screen.getByRole('link', { name: 'Deal a' }), 'ArrowRight', true);
    await press(screen.getByRole('link', { name: 'Deal a' }), 'ArrowLeft', true);
    expect(names('Contact')).toEqual(['Deal a', 'Deal b']);
    const moves = () =>
      environment.mock.getAllOperations().filter((one) => one.request.node.params.name === MOVE);
    expect(moves()).toHaveLength(1);

    await resolveMove(environment, { deal: deal('a', 's2', 'a', { version: 7 }), userErrors: [] });
    expect(names('Contact')).toEqual(['Deal a', 'Deal b']);
    await waitFor(() => expect(moves()).toHaveLength(1));
    expect(sent(environment).request.variables.input).toMatchObject({ stageId: 's1', expectedVersion: 7 });
  });

  it('puts a refused card back and says whose change won', async () => {
    const environment = await open(THREE());
    await press(screen.getByRole('link', { name: 'Deal a' }), 'ArrowRight', true);
    expect(names('Offer')).toContain('Deal a');
    const refusal = {
      __typename: 'Conflict',
      code: 'CONFLICT',
      message: 'changed meanwhile',
      path: ['input', 'expectedVersion'],
      changedBy: { name: 'Ada' },
      changedAt: '2026-01-02T00:00:00Z',
    };
    await resolveMove(environment, { deal: null, userErrors: [refusal] });
    expect(names('Contact')).toEqual(['Deal a', 'Deal b']);
    expect(await screen.findByText('Ada changed Deal a just before you. Your move was undone.')).toBeTruthy();
  });

  it('offers a way back that is an ordinary move', async () => {
    const environment = await open(THREE());
    await press(screen.getByRole('link', { name: 'Deal b' }), 'ArrowRight', true);
    await resolveMove(environment, { deal: deal('b', 's2', 'a', { version: 2 }), userErrors: [] });
    expect(await screen.findByText('Deal b moved to Offer')).toBeTruthy();
    await act(async () => undoLast());
    expect(names('Contact')).toEqual(['Deal a', 'Deal b']);
    expect(sent(environment).request.variables.input).toEqual({
      id: 'b',
      stageId: 's1',
      afterDealId: 'a',
      expectedVersion: 2,
    });
  });

  it('asks why a deal is lost; cancelling puts it back unsent', async () => {
    const environment = await open(THREE());
    await press(screen.getByRole('link', { name: 'Deal c' }), 'ArrowRight', true);
    expect(names('Offer')).toEqual([]);
    const dialog = await screen.findByRole('dialog', { name: 'Deal c is lost' });
    await act(async () => fireEvent.click(within(dialog).getByRole('button', { name: 'Cancel' })));
    expect(names('Offer')).toEqual(['Deal c']);
    expect(operation(environment, MOVE)).toBeUndefined();
  });

  it('shows what others do: the move, who did it, and the new totals', async () => {
    const environment = await open(THREE());
    await live(
      environment,
      [
        {
          __typename: 'DealChanged',
          kind: 'deal.stage_changed',
          actor,
          changes: [{ field: 'stage' }],
          deal: deal('a', 's2', 'z', { version: 2, name: 'Deal a renamed' }),
        },
        {
          __typename: 'DealEntered',
          kind: 'deal.created',
          actor,
          deal: deal('d', 's1', 'a'),
        },
      ],
      [{ stageId: 's2', count: 41, amount: '5000', weighted: '900', currency: 'EUR' }],
    );
    expect(names('Offer')).toEqual(['Deal c', 'Deal a renamed']);
    expect(names('Contact')).toEqual(['Deal d', 'Deal b']);
    expect(screen.getByText('Ada moved this')).toBeTruthy();
    expect(within(column('Offer')).getByText('41')).toBeTruthy();
  });

  it('fades out what left and keeps what only changed', async () => {
    const environment = await open(THREE());
    await live(environment, [{ __typename: 'DealLeft', dealId: 'a' }]);
    expect(document.getElementById('card-a')?.dataset.leaving).toBe('true');
    await waitFor(() => expect(names('Contact')).toEqual(['Deal b']));
  });
});
