import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gather, mergeBatches } from '@/relay/gather';

const batch = (cursor: string, ...events: number[]) => ({
  data: { dealEvents: { __typename: 'Batch', cursor, events } },
});

describe('batches of a subscription', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('go through at once, and in a burst one by one after a pause', () => {
    const deliver = vi.fn();
    const { next } = gather(deliver, mergeBatches, 100);
    next(batch('1', 1));
    next(batch('2', 2));
    next(batch('3', 3, 4));
    expect(deliver.mock.calls).toEqual([[batch('1', 1)]]);
    vi.advanceTimersByTime(100);
    expect(deliver.mock.calls).toEqual([[batch('1', 1)], [batch('3', 2, 3, 4)]]);
    next(batch('4', 5));
    vi.advanceTimersByTime(99);
    expect(deliver).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(1);
    expect(deliver).toHaveBeenLastCalledWith(batch('4', 5));
    vi.advanceTimersByTime(1_000);
    next(batch('5', 6));
    expect(deliver).toHaveBeenLastCalledWith(batch('5', 6));
  });

  it('are handed over before the end, and never after it', () => {
    const deliver = vi.fn();
    const stream = gather(deliver, mergeBatches, 100);
    stream.next(batch('1'));
    stream.next(batch('2', 1));
    stream.flush();
    expect(deliver).toHaveBeenLastCalledWith(batch('2', 1));
    stream.next(batch('3', 2));
    stream.stop();
    vi.advanceTimersByTime(1_000);
    expect(deliver).toHaveBeenCalledTimes(2);
  });

  it('stay apart where one carries an error', () => {
    const refused = { data: null, errors: [{ message: 'no' }] };
    const deliver = vi.fn();
    const { next } = gather<object>(deliver, (a, b) => mergeBatches(a, b), 100);
    next(batch('1'));
    next(batch('2', 1));
    next(refused);
    expect(deliver.mock.calls).toEqual([[batch('1')], [batch('2', 1)]]);
    vi.advanceTimersByTime(100);
    expect(deliver).toHaveBeenLastCalledWith(refused);
  });
});
