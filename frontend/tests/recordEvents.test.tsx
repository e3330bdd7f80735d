import { renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { RelayEnvironmentProvider } from 'react-relay/hooks';
import { createMockEnvironment } from 'relay-test-utils';
import { describe, expect, it, vi } from 'vitest';
import { type Viewer, ViewerContext } from '@/app/viewer';
import { useRecordEvents } from '@/features/records/useRecordEvents';

const BEN: Viewer = {
  id: 'u1',
  name: 'Ben',
  email: 'ben@example.com',
  role: 'REP',
  avatarColor: '#000',
  locale: 'en',
  timeZone: 'UTC',
};

/** A page that watches orders, and what it is told of each batch. */
function watch(deals: boolean) {
  const environment = createMockEnvironment();
  const [onEvents, onResync] = [vi.fn(), vi.fn()];
  const wrapper = ({ children }: { children: ReactNode }) => (
    <RelayEnvironmentProvider environment={environment}>
      <ViewerContext.Provider value={BEN}>{children}</ViewerContext.Provider>
    </RelayEnvironmentProvider>
  );
  renderHook(() => useRecordEvents('c0', { kinds: ['order.*'], deals, onEvents, onResync }), { wrapper });
  const operation = environment.mock.getMostRecentOperation();
  const tell = (...events: { kind: string; hidden?: boolean }[]) =>
    environment.mock.nextValue(operation, {
      data: {
        events: {
          __typename: 'EventBatch',
          cursor: 'c1',
          events: events.map(({ kind, hidden = false }, seq) => ({
            __typename: 'Event',
            seq,
            kind,
            subjectId: `s${seq}`,
            accountId: null,
            dealId: 'd1',
            hidden,
            changes: [],
            actor: null,
          })),
        },
      },
    });
  return { kinds: operation.request.variables.kinds, tell, onEvents, onResync };
}

describe('what a page is told of records', () => {
  it('are the kinds it asks for, though it listens to deals as well', () => {
    const { kinds, tell, onEvents, onResync } = watch(true);
    expect(kinds).toEqual(['order.*', 'deal.*']);
    tell({ kind: 'deal.changed' });
    expect(onEvents).not.toHaveBeenCalled();
    tell({ kind: 'deal.changed' }, { kind: 'order.created' });
    expect(onEvents.mock.calls[0]?.[0]).toMatchObject([{ kind: 'order.created' }]);
    expect(onResync).not.toHaveBeenCalled();
  });

  it('is to read everything again when something went out of sight', () => {
    const { tell, onEvents, onResync } = watch(true);
    tell({ kind: 'deal.owner_changed', hidden: true });
    expect(onResync).toHaveBeenCalledTimes(1);
    expect(onEvents).not.toHaveBeenCalled();
  });

  it('is nothing of deals where none are shown', () => {
    expect(watch(false).kinds).toEqual(['order.*']);
  });
});
