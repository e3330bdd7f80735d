import { Notifications, notifications } from '@mantine/notifications';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { type ReactNode, Suspense } from 'react';
import { Environment, Network, RecordSource, Store } from 'relay-runtime';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { celebrations, setCelebrations } from '@/app/preferences';
import { UserMenu } from '@/app/UserMenu';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { LENGTH, placeAt, scraps } from '@/features/celebration/confetti';
import LiveWins from '@/features/celebration/LiveWins';
import { ownWin, wonByMe } from '@/features/celebration/own';
import { createOnce } from '@/features/celebration/told';
import texts from '@/i18n/en/celebration.json';
import { answer, asked, findOperation } from './mock';
import { renderUi } from './render';

const viewer: Viewer = {
  id: 'u1',
  name: 'Ada',
  email: 'ada@example.com',
  role: 'REP',
  avatarColor: 'teal',
  locale: 'en',
  timeZone: 'UTC',
};

/** What a canvas would draw on; happy-dom has none. */
const context = {
  setTransform: vi.fn(),
  clearRect: vi.fn(),
  rotate: vi.fn(),
  fillRect: vi.fn(),
};

let reduced = false;

beforeAll(() => {
  i18next.addResourceBundle('en', 'celebration', texts);
});
beforeEach(() => {
  reduced = false;
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as never);
  vi.spyOn(window, 'matchMedia').mockImplementation(
    (query) =>
      ({
        matches: query.includes('reduced-motion') && reduced,
        media: query,
        addEventListener: () => undefined,
        removeEventListener: () => undefined,
      }) as unknown as MediaQueryList,
  );
});
afterEach(async () => {
  setCelebrations(true);
  ownWin.set(null);
  notifications.clean();
  // One that is still flying would keep the next from rising.
  await waitFor(() => expect(flying()).toBeNull(), { timeout: LENGTH + 1_000 });
  vi.restoreAllMocks();
});

const flying = () => document.querySelector('canvas[data-celebration]');

function show(page: ReactNode) {
  const root = createRootRoute();
  const Page = () => (
    <ViewerContext value={viewer}>
      <Notifications />
      <Suspense fallback="wait">{page}</Suspense>
    </ViewerContext>
  );
  const router = createRouter({
    routeTree: root.addChildren([createRoute({ getParentRoute: () => root, path: '/', component: Page })]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  // The app's routes are the registered type; this is a router of the test's own.
  return renderUi(<RouterProvider router={router as never} />, createMockEnvironment()).environment;
}

async function watching(page: ReactNode = <LiveWins />): Promise<MockEnvironment> {
  const environment = show(page);
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
  return environment;
}

const win = (dealId: string, deal: string, more: object = {}) => ({
  __typename: 'DealWon',
  seq: 4,
  amount: '12000',
  currency: 'EUR',
  ownerWonThisMonth: 3,
  ownerWonAmountThisMonth: '45000',
  deal: { __typename: 'Deal', id: dealId, name: deal },
  owner: { __typename: 'User', id: 'u2', name: 'Rosa' },
  wonBy: { __typename: 'Actor', name: 'Rosa', user: { id: 'u2' } },
  ...more,
});
const mine = { wonBy: { __typename: 'Actor', name: 'Ada', user: { id: 'u1' } } };

async function tell(environment: MockEnvironment, ...events: object[]) {
  const operation = await asked(environment, 'LiveWinsSubscription');
  await act(async () =>
    environment.mock.nextValue(operation, { data: { dealWon: { cursor: 'c2', events } } }),
  );
}

const own = (more: object = {}) =>
  act(async () => ownWin.set({ dealId: 'd1', deal: 'Fabrikam', amount: '900', currency: 'EUR', ...more }));

describe('a deal that is won', () => {
  it('by somebody else is told with its amount and their month, and confetti flies for a moment', async () => {
    const environment = await watching();
    await tell(environment);
    expect(screen.queryByText(/won/)).toBeNull();
    await tell(environment, win('d1', 'Fabrikam'));
    expect(await screen.findByText('Rosa won Fabrikam · €12,000')).toBeTruthy();
    expect(screen.getByText('Rosa: 3 deals won this month · €45,000')).toBeTruthy();
    await waitFor(() => expect(flying()).not.toBeNull());
    const canvas = flying() as HTMLCanvasElement;
    expect(canvas.style.pointerEvents).toBe('none');
    expect(canvas.ariaHidden).toBe('true');
    expect(context.fillRect).toHaveBeenCalled();
    await waitFor(() => expect(flying()).toBeNull(), { timeout: LENGTH + 500 });
  });

  it('without an amount is told without one', async () => {
    const environment = await watching();
    await tell(environment, win('d1', 'Fabrikam', { amount: null }));
    expect(await screen.findByText('Rosa won Fabrikam')).toBeTruthy();
  });

  it('by oneself is told at once, and not again when the news comes', async () => {
    const environment = await watching();
    await own();
    expect(await screen.findByText('You won Fabrikam · €900')).toBeTruthy();
    await tell(environment, win('d1', 'Fabrikam', mine));
    expect(screen.getAllByText(/You won/)).toHaveLength(1);
    expect(screen.queryByText(/€12,000/)).toBeNull();
    // The next one is news again.
    await tell(environment, win('d2', 'Contoso', mine));
    expect(await screen.findByText('You won Contoso · €12,000')).toBeTruthy();
  });

  it('is a message without movement for those who asked for less of it', async () => {
    reduced = true;
    const environment = await watching();
    await tell(environment, win('d1', 'Fabrikam'));
    expect(await screen.findByText('Rosa won Fabrikam · €12,000')).toBeTruthy();
    await new Promise((done) => setTimeout(done, 100));
    expect(flying()).toBeNull();
  });

  it('together with many others is one number', async () => {
    const environment = await watching();
    await tell(environment, win('d1', 'One'), win('d2', 'Two'), win('d3', 'Three'));
    expect(await screen.findByText('3 deals were won')).toBeTruthy();
    expect(screen.queryByText(/Rosa won/)).toBeNull();
  });
});

describe('the switch in the user menu', () => {
  it('turns it all off, and keeps that for the next visit', async () => {
    const environment = await watching(
      <>
        <UserMenu />
        <Suspense fallback={null}>
          <LiveWins />
        </Suspense>
      </>,
    );
    await asked(environment, 'LiveWinsSubscription');
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Account menu of Ada' }));
    const item = await screen.findByRole('menuitemcheckbox', { name: 'Celebrate won deals' });
    expect(item.getAttribute('aria-checked')).toBe('true');
    await user.click(item);
    expect(item.getAttribute('aria-checked')).toBe('false');
    expect(localStorage.getItem('ds-celebrations')).toBe('off');
    expect(celebrations.get()).toBe(false);
    await waitFor(() => expect(findOperation(environment, 'LiveWinsSubscription')).toBeUndefined());
    await user.click(item);
    expect(localStorage.getItem('ds-celebrations')).toBe('on');
  });
});

describe('a win on the own screen', () => {
  const environmentOf = (record: Record<string, unknown>) =>
    new Environment({
      network: Network.create(() => Promise.reject(new Error('not asked'))),
      store: new Store(new RecordSource({ d1: { __id: 'd1', __typename: 'Deal', ...record } } as never)),
    });

  it('is known by its name and amount', () => {
    wonByMe(environmentOf({ name: 'Desks', amount: '5', currency: 'EUR', status: 'WON' }), 'd1');
    expect(ownWin.get()).toEqual({ dealId: 'd1', deal: 'Desks', amount: '5', currency: 'EUR' });
  });

  it('is none while an approval is still to come, or where the deal is not known', () => {
    wonByMe(environmentOf({ name: 'Desks', status: 'OPEN' }), 'd1');
    wonByMe(environmentOf({ status: 'WON' }), 'd1');
    wonByMe(environmentOf({ name: 'Desks' }), 'other');
    expect(ownWin.get()).toBeNull();
  });

  it('is celebrated once, whoever tells of it first', () => {
    const isNew = createOnce();
    expect(isNew('d1', 'news')).toBe(true);
    expect(isNew('d1', 'screen')).toBe(false);
    // Won again later.
    expect(isNew('d1', 'screen')).toBe(true);
    expect(isNew('d1', 'news')).toBe(false);
    expect(isNew('d2', 'news')).toBe(true);
    expect(isNew('d2', 'news')).toBe(true);
  });
});

describe('confetti', () => {
  it('rises from both sides into the page and is gone at the end', () => {
    const all = scraps(1_000, 800, () => 0.5);
    const [left, right] = all;
    if (!left || !right) throw new Error('no scraps');
    expect(left.x).toBe(0);
    expect(right.x).toBe(1_000);
    const soon = placeAt(left, 300);
    expect(soon.x).toBeGreaterThan(0);
    expect(soon.y).toBeLessThan(left.y);
    expect(soon.alpha).toBe(1);
    expect(placeAt(right, 300).x).toBeLessThan(1_000);
    expect(placeAt(left, LENGTH).alpha).toBe(0);
    expect(LENGTH).toBeLessThan(2_000);
    for (const scrap of all) expect(placeAt(scrap, 600).y).toBeGreaterThan(-100);
  });
});
