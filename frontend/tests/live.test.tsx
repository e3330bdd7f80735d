import { act } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { LiveTasksMineSubscription } from '@/__generated__/LiveTasksMineSubscription.graphql';
import subscription from '@/__generated__/LiveTasksMineSubscription.graphql';
import { useLive } from '@/relay/live';
import { renderUi } from './render';

function Probe({
  after,
  onBatch,
  onResync,
}: {
  after: string;
  onBatch: (first: boolean) => void;
  onResync?: () => void;
}) {
  useLive<LiveTasksMineSubscription>(
    subscription,
    { after },
    { onBatch: (_, { first }) => onBatch(first), onResync },
  );
  return null;
}

const batch = (cursor: string, events: object[] = []) => ({ data: { myTasks: { cursor, events } } });

describe('useLive', () => {
  it('starts from the cursor of the page and tells the first batch apart', () => {
    const onBatch = vi.fn();
    const { environment } = renderUi(<Probe after="c0" onBatch={onBatch} />);
    const operation = environment.mock.getMostRecentOperation();
    expect(operation.request.variables.after).toBe('c0');
    act(() => environment.mock.nextValue(operation, batch('c1')));
    act(() => environment.mock.nextValue(operation, batch('c2')));
    expect(onBatch.mock.calls).toEqual([[true], [false]]);
  });

  it('refetches and subscribes from the new cursor when the gap cannot be replayed', () => {
    vi.useFakeTimers();
    const onResync = vi.fn();
    const { environment } = renderUi(<Probe after="old" onBatch={() => undefined} onResync={onResync} />);
    const operation = environment.mock.getMostRecentOperation();
    act(() => environment.mock.nextValue(operation, batch('fresh', [{ __typename: 'ResyncRequired' }])));
    act(() => void vi.advanceTimersByTime(3_000));
    expect(onResync).toHaveBeenCalledOnce();
    expect(environment.mock.getMostRecentOperation().request.variables.after).toBe('fresh');
    vi.useRealTimers();
  });
});
