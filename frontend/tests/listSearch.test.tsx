import { screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import ContractsPage from '@/features/contracts/ContractsPage';
import OrdersPage from '@/features/orders/OrdersPage';
import ProposalsPage from '@/features/proposals/ProposalsPage';
import { renderUi } from './render';

const at = vi.hoisted(() => ({ search: {} as { q?: string; view?: string } }));
vi.mock('@/app/useListSearch', () => ({ useListSearch: () => [at.search, () => undefined] }));
vi.mock('@tanstack/react-router', () => ({ useNavigate: () => () => undefined }));
vi.mock('@/features/fields/lists', () => ({
  useCustomColumns: () => [],
  useWithCustom: (_: string, builtIn: object[]) => builtIn,
}));
interface Frame {
  filtered: boolean;
}
/** What the list asks for, what its file is made of, and which empty state it has. */
vi.mock('@/features/records/ListPage', () => ({
  ListPage: (page: {
    source: { shown: object };
    list: (frame: Frame) => ReactElement<{ variables: object; frame: Frame }>;
  }) => {
    const { variables, frame } = page.list({ filtered: Boolean(at.search.q) }).props;
    return <output>{JSON.stringify([variables, page.source.shown, frame.filtered])}</output>;
  },
}));

const VIEWER: Viewer = {
  id: 'u1',
  name: 'Ben',
  email: 'ben@example.com',
  role: 'REP',
  avatarColor: '#000',
  locale: 'en',
  timeZone: 'UTC',
};

function asked(page: ReactElement) {
  const { unmount } = renderUi(<ViewerContext.Provider value={VIEWER}>{page}</ViewerContext.Provider>);
  const [variables, shown, filtered] = JSON.parse(screen.getByRole('status').textContent ?? '');
  unmount();
  return { variables, shown, filtered };
}

describe.each([
  ['orders', <OrdersPage key="orders" />],
  ['contract packages', <ContractsPage key="contracts" />],
  ['proposals', <ProposalsPage key="proposals" />],
])('the list of %s', (_, page) => {
  it('leaves the text to the search, in the list and in its file', () => {
    at.search = { q: 'Harbour', view: 'all' };
    const { variables, shown, filtered } = asked(page);
    expect(variables).toMatchObject({ filter: null, search: 'Harbour' });
    expect(shown).toEqual(variables);
    expect(filtered).toBe(true);
  });

  it('searches nothing without a text', () => {
    at.search = {};
    const { variables, filtered } = asked(page);
    expect(variables.search).toBeNull();
    expect(variables.filter).not.toBeNull();
    expect(filtered).toBe(false);
  });
});
