import type { GraphQLResponse } from 'relay-runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { freshly, KEPT_BY_CURSOR } from '@/relay/freshly';
import { ApiError } from '@/relay/http';

const answer = (n: number) => ({ data: { n } }) as GraphQLResponse;

interface Request {
  resolve: (answer: GraphQLResponse) => void;
  reject: (error: Error) => void;
}

/** A server that answers when told to, and what came out of it. */
function asked(variables = {}, config = {}) {
  const waiting: Request[] = [];
  const read = () =>
    new Promise<GraphQLResponse>((resolve, reject) => {
      waiting.push({ resolve, reject });
    });
  const news = { count: 0 };
  const out: unknown[] = [];
  const subscription = freshly(read, news, variables, config).subscribe({
    next: (value) => out.push(value),
    error: (error: Error) => out.push(error.message),
    complete: () => out.push('complete'),
  });
  const reply = async (act: (request: Request) => void) => {
    const request = waiting.at(-1);
    expect(request).toBeDefined();
    if (request) act(request);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { waiting, news, out, reply, subscription };
}

describe('an answer on its way', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is the last one when nothing happened meanwhile', async () => {
    const { reply, out, waiting } = asked();
    await reply(({ resolve }) => resolve(answer(1)));
    expect(out).toEqual([answer(1), 'complete']);
    expect(waiting).toHaveLength(1);
  });

  it('is followed by a newer one when something did', async () => {
    const { reply, out, news } = asked();
    news.count += 1;
    await reply(({ resolve }) => resolve(answer(1)));
    expect(out).toEqual([answer(1)]);
    news.count += 1;
    await reply(({ resolve }) => resolve(answer(2)));
    await vi.advanceTimersByTimeAsync(200);
    await reply(({ resolve }) => resolve(answer(3)));
    expect(out).toEqual([answer(1), answer(2), answer(3), 'complete']);
  });

  it.each([
    ['a list that its subscription keeps', {}, KEPT_BY_CURSOR],
    ['a later page', { after: 'c' }, {}],
  ])('is not followed where it cannot miss anything: %s', async (_name, variables, config) => {
    const { reply, out, news } = asked(variables, config);
    news.count += 1;
    await reply(({ resolve }) => resolve(answer(1)));
    expect(out).toEqual([answer(1), 'complete']);
  });

  it('stays when the newer one fails, which is tried again while the server is away', async () => {
    const { reply, out, news, waiting } = asked();
    news.count += 1;
    await reply(({ resolve }) => resolve(answer(1)));
    await reply(({ reject }) => reject(new ApiError('NETWORK', 'gone')));
    expect(out).toEqual([answer(1)]);
    await vi.advanceTimersByTimeAsync(200);
    expect(waiting).toHaveLength(3);
    await reply(({ reject }) => reject(new ApiError('FORBIDDEN', 'no')));
    expect(out).toEqual([answer(1), 'complete']);
  });

  it('that fails at first is an error', async () => {
    const { reply, out } = asked();
    await reply(({ reject }) => reject(new ApiError('NETWORK', 'gone')));
    expect(out).toEqual(['gone']);
  });

  it('is asked for no more once nobody waits', async () => {
    const { reply, out, news, waiting, subscription } = asked();
    news.count += 1;
    await reply(({ resolve }) => resolve(answer(1)));
    subscription.unsubscribe();
    await reply(({ resolve }) => resolve(answer(2)));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(out).toEqual([answer(1)]);
    expect(waiting).toHaveLength(2);
  });
});
