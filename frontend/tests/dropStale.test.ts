import { RecordSource } from 'relay-runtime';
import { describe, expect, it } from 'vitest';
import { dropStale } from '@/relay/dropStale';

const base = RecordSource.create({ d1: { __id: 'd1', __typename: 'Deal', id: 'd1', version: 5 } });
const batch = (version: number) => ({
  dealEvents: {
    cursor: 'c',
    events: [{ __typename: 'DealChanged', deal: { __typename: 'Deal', id: 'd1', version, name: 'x' } }],
  },
});

describe('dropStale', () => {
  it('empties a record that is older than the cached one, but keeps its id', () => {
    const [event] = dropStale(batch(4), base).dealEvents.events;
    expect(event?.deal).toEqual({ __typename: 'Deal', id: 'd1' });
  });

  it('passes the same version and newer ones unchanged', () => {
    expect(dropStale(batch(5), base)).toEqual(batch(5));
    expect(dropStale(batch(6), base)).toEqual(batch(6));
  });

  it('passes records it does not know and records without a version', () => {
    const payload = {
      tasks: [
        { id: 't1', version: 1, title: 'a' },
        { id: 'd1', name: 'no version' },
      ],
    };
    expect(dropStale(payload, base)).toEqual(payload);
  });
});
