import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import i18next from 'i18next';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { MergedNotice } from '@/features/merging/MergedNotice';
import { ReadOnly } from '@/features/merging/ReadOnly';
import { useMergeCommand } from '@/features/merging/useMergeCommand';
import { RecordHead } from '@/features/records/RecordHead';
import accounts from '@/i18n/en/accounts.json';
import merging from '@/i18n/en/merging.json';
import { renderUi } from './render';

beforeAll(() => {
  i18next.addResourceBundle('en', 'accounts', accounts);
  i18next.addResourceBundle('en', 'merging', merging);
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

interface Shown {
  viewer?: Partial<Viewer>;
  owner?: string;
  into?: { id: string; name: string };
}

async function setUp({ viewer, owner = 'u1', into }: Shown = {}) {
  const onMerge = vi.fn();
  function Head() {
    const archived = into !== undefined;
    const more = useMergeCommand('account', { archived, owner: { id: owner } }, onMerge);
    return (
      <RecordHead
        kind="accounts"
        name="Acme"
        archived={archived}
        more={more}
        notice={into && <MergedNotice kind="account" into={into} />}
        setArchived={vi.fn()}
        onChanged={vi.fn()}
        onNewDeal={vi.fn()}
      />
    );
  }
  const root = createRootRoute();
  const router = createRouter({
    routeTree: root.addChildren([
      createRoute({
        getParentRoute: () => root,
        path: '/',
        component: () => (
          <ViewerContext value={{ ...VIEWER, ...viewer }}>
            <ReadOnly when={into !== undefined}>
              <Head />
            </ReadOnly>
          </ViewerContext>
        ),
      }),
    ]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  // The app's routes are the registered type; this is a router of the test's own.
  renderUi(<RouterProvider router={router as never} />);
  await screen.findByRole('heading', { level: 1, name: 'Acme' });
  return { onMerge, user: userEvent.setup() };
}

describe('the head of a record', () => {
  it('has merging and archiving in its menu', async () => {
    const { onMerge, user } = await setUp();
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Archive' })).toBeTruthy();
    await user.click(screen.getByRole('menuitem', { name: 'Merge…' }));
    expect(onMerge).toHaveBeenCalledOnce();
  });

  it('offers merging of what is somebody else’s to managers only', async () => {
    const { user } = await setUp({ owner: 'u2' });
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Archive' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'Merge…' })).toBeNull();
  });

  it('lets managers merge anybody’s', async () => {
    const { user } = await setUp({ owner: 'u2', viewer: { role: 'MANAGER' } });
    await user.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Merge…' })).toBeTruthy();
  });

  it('of a merged one leads to the kept one, and nothing can be done with it any more', async () => {
    await setUp({ into: { id: 'acct_2', name: 'Acme GmbH' } });
    expect(screen.getByText('Merged into “Acme GmbH”')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to “Acme GmbH”' }).getAttribute('href')).toBe(
      '/accounts/acct_2',
    );
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.queryByText('This account is archived.', { exact: false })).toBeNull();
  });
});
