import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patchOf } from '@/features/files/FileEdit';
import { createQueue, isUnfinished } from '@/features/files/queue';
import { type Parcel, SendError, type Sending, sendFile } from '@/features/files/send';
import { FIRST, shownIn, viewOf, wantedOf } from '@/features/files/shown';
import { flawOf, sizeText } from '@/features/files/sizes';
import { beside, STEPS, zoomed } from '@/features/files/zoom';
import { session } from '@/relay/session';

const file = (name: string, size = 3) => {
  const made = new File(['abc'], name);
  Object.defineProperty(made, 'size', { value: size });
  return made;
};

const MOST_BYTES = 25 * 1024 * 1024;

describe('sizes', () => {
  it('are said as people say them', () => {
    expect(sizeText('en', 1)).toBe('1 byte');
    expect(sizeText('en', 1_536)).toBe('2 kB');
    expect(sizeText('en', MOST_BYTES)).toBe('25 MB');
    expect(sizeText('en', 1_500_000)).toBe('1.4 MB');
    expect(sizeText('de', 1_500_000)).toBe('1,4 MB');
    expect(sizeText('ru', MOST_BYTES)).toBe('25 МБ');
  });

  it('tell before sending what is refused', () => {
    expect(flawOf({ size: 0 }, MOST_BYTES)).toBe('empty');
    expect(flawOf({ size: 1 }, MOST_BYTES)).toBeUndefined();
    // As long as the server has not said how large, it is left to it.
    expect(flawOf({ size: MOST_BYTES + 1 }, undefined)).toBeUndefined();
    expect(flawOf({ size: MOST_BYTES }, MOST_BYTES)).toBeUndefined();
    expect(flawOf({ size: MOST_BYTES + 1 }, MOST_BYTES)).toBe('tooLarge');
  });
});

describe('what the address says', () => {
  it('comes back as it was', () => {
    for (const field of ['UPDATED_AT', 'CREATED_AT', 'NAME', 'SIZE'] as const) {
      for (const descending of [true, false]) {
        const shown = { field, descending, away: descending, categoryId: 'look_01abc' };
        expect(shownIn(viewOf(shown))).toEqual(shown);
      }
    }
  });

  it('is silent about what is as ever, and passes over what it does not know', () => {
    expect(viewOf(FIRST)).toBeUndefined();
    expect(shownIn(undefined)).toEqual(FIRST);
    expect(shownIn('note.task.-nonsense')).toEqual(FIRST);
    expect(viewOf({ ...FIRST, away: true })).toBe('away');
    expect(shownIn('away').field).toBe('UPDATED_AT');
  });

  it('becomes what the API is asked for', () => {
    expect(wantedOf(shownIn('name.look_1'))).toEqual({
      filter: { archived: { eq: false }, categoryId: { eq: 'look_1' } },
      orderBy: [{ field: 'NAME', direction: 'ASC' }],
    });
    expect(wantedOf(shownIn('-size.away')).filter).toEqual({ archived: { eq: true } });
  });
});

describe('looking closer', () => {
  it('goes step by step from the size it is shown at, and stops at the ends', () => {
    expect(zoomed('fit', 0.6, 'in')).toBe(0.75);
    expect(zoomed('fit', 0.6, 'out')).toBe(0.5);
    expect(zoomed(1, 0.6, 'in')).toBe(1.25);
    expect(zoomed(1.004, 0.6, 'out')).toBe(0.75);
    expect(zoomed(4, 1, 'in')).toBe(4);
    expect(zoomed(STEPS[0], 1, 'out')).toBe(STEPS[0]);
  });

  it('goes to the neighbours, and not round the ends', () => {
    expect(beside(['a', 'b', 'c'], 'b', -1)).toBe('a');
    expect(beside(['a', 'b', 'c'], 'b', 1)).toBe('c');
    expect(beside(['a', 'b', 'c'], 'c', 1)).toBeUndefined();
    expect(beside(['a', 'b', 'c'], 'a', -1)).toBeUndefined();
    expect(beside(['a'], 'x', 1)).toBeUndefined();
  });
});

describe('what is sent of an edited file', () => {
  const before = { name: 'Offer', categoryId: null, description: 'old' };
  it('is what changed', () => {
    expect(patchOf(before, before)).toEqual({});
    expect(patchOf(before, { ...before, name: ' Offer ' })).toEqual({});
    expect(patchOf(before, { name: 'Bid', categoryId: 'l1', description: ' ' })).toEqual({
      name: 'Bid',
      categoryId: 'l1',
      description: null,
    });
  });
});

/** Sendings that the test finishes by hand. */
function byHand() {
  const sent: (Sending & {
    parcel: Parcel;
    arrive(): void;
    fail(status: number): void;
    progress(n: number): void;
  })[] = [];
  const send = (parcel: Parcel, progress: (sent: number) => void): Sending => {
    let arrive = (_: string) => {};
    let fail = (_: SendError) => {};
    const done = new Promise<string>((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    });
    const failed = (status: number) => fail(new SendError({ status, message: 'no' }));
    const sending = {
      parcel,
      done,
      progress,
      abort: () => failed(0),
      arrive: () => arrive(`file_${parcel.file.name}`),
      fail: failed,
    };
    sent.push(sending);
    return sending;
  };
  return { queue: createQueue(send), sent };
}

const about = { about: 'deal_1', target: { dealId: 'deal_1' } };
const settle = () => new Promise((done) => setTimeout(done, 0));

describe('files on their way', () => {
  const states = ({ uploads }: ReturnType<typeof createQueue>) => uploads.get().map(({ state }) => state);

  it('go three at once, the others after them', async () => {
    const { queue, sent } = byHand();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      about,
    );
    expect(states(queue)).toEqual(['sending', 'sending', 'sending', 'waiting']);
    sent[1]?.progress(2);
    expect(queue.uploads.get()[1]?.sent).toBe(2);
    sent[1]?.arrive();
    await settle();
    expect(states(queue)).toEqual(['sending', 'done', 'sending', 'sending']);
    expect(queue.uploads.get()[1]?.fileId).toBe('file_b');
  });

  it('never send what is refused anyway', () => {
    const { queue, sent } = byHand();
    queue.add([file('large', MOST_BYTES + 1), file('nothing', 0), file('fine')], about);
    expect(states(queue)).toEqual(['refused', 'refused', 'sending']);
    expect(sent.map(({ parcel }) => parcel.file.name)).toEqual(['fine']);
  });

  it('keep what failed, and try it again under the same key', async () => {
    const { queue, sent } = byHand();
    queue.add([file('a')], { ...about, categoryId: 'l1', comment: 'new' });
    sent[0]?.fail(507);
    await settle();
    const [failed] = queue.uploads.get();
    expect(failed).toMatchObject({ state: 'failed', failure: { status: 507, message: 'no' } });
    queue.retryBroken();
    expect(states(queue)).toEqual(['failed']);
    queue.retry(failed?.id ?? '');
    expect(states(queue)).toEqual(['sending']);
    expect(sent[1]?.parcel).toEqual(sent[0]?.parcel);
    expect(sent[1]?.parcel).toMatchObject({ categoryId: 'l1', comment: 'new', target: { dealId: 'deal_1' } });
  });

  it('go out again once the broken connection is back', async () => {
    const { queue, sent } = byHand();
    queue.add([file('a')], about);
    sent[0]?.fail(0);
    await settle();
    expect(queue.uploads.get().every(isUnfinished)).toBe(true);
    queue.retryBroken();
    expect(states(queue)).toEqual(['sending']);
    sent[1]?.arrive();
    await settle();
    expect(states(queue)).toEqual(['done']);
    expect(queue.uploads.get().some(isUnfinished)).toBe(false);
  });

  it('stop with the session, and wait for their person', async () => {
    const { queue, sent } = byHand();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      about,
    );
    session.set('signedOut');
    queue.halt();
    await settle();
    expect(states(queue)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(queue.uploads.get().map(({ failure }) => failure?.status)).toEqual([401, 401, 401, 401]);
    queue.retryBroken();
    expect(sent).toHaveLength(3);
    session.set('signedIn');
    queue.retry(queue.uploads.get()[0]?.id ?? '');
    expect(sent).toHaveLength(4);
    session.set('unknown');
  });

  it('are told of once each has come to its end', async () => {
    const ends: unknown[] = [];
    const queue = createQueue(
      ({ file: { name } }) => ({
        done:
          name === 'good'
            ? Promise.resolve('file_1')
            : Promise.reject(new SendError({ status: 415, message: '' })),
        abort: () => {},
      }),
      ({ file: { name }, state }) => ends.push([name, state]),
    );
    queue.add([file('good'), file('bad')], about);
    await settle();
    expect(ends).toEqual([
      ['good', 'done'],
      ['bad', 'failed'],
    ]);
  });

  it('can be stopped, which makes room for the next', async () => {
    const { queue, sent } = byHand();
    queue.add(
      ['a', 'b', 'c', 'd'].map((name) => file(name)),
      about,
    );
    const stop = vi.spyOn(sent[0] as Sending, 'abort');
    queue.drop(queue.uploads.get()[0]?.id ?? '');
    await settle();
    expect(stop).toHaveBeenCalledOnce();
    expect(queue.uploads.get().map(({ file: { name }, state }) => [name, state])).toEqual([
      ['b', 'sending'],
      ['c', 'sending'],
      ['d', 'sending'],
    ]);
    queue.forget();
    await settle();
    expect(queue.uploads.get()).toEqual([]);
  });
});

/** As much of a request as `sendFile` needs. */
class Request {
  static last: Request;
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  status = 0;
  responseText = '';
  method = '';
  url = '';
  headers: Record<string, string> = {};
  body?: FormData;
  constructor() {
    Request.last = this;
  }
  open(method: string, url: string) {
    Object.assign(this, { method, url });
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value;
  }
  send(body: FormData) {
    this.body = body;
  }
  abort() {
    this.onabort?.();
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body);
    this.onload?.();
  }
}

describe('sending a file', () => {
  beforeEach(() => {
    vi.stubGlobal('XMLHttpRequest', Request);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    session.set('unknown');
  });
  const parcel = {
    key: 'k1',
    file: file('offer.pdf', 1_000),
    target: { dealId: 'deal_1' },
    categoryId: 'l1',
  };

  it('says first what it is about, then the bytes, and how far it is', async () => {
    const progress = vi.fn();
    const { done } = sendFile({ ...parcel, comment: 'signed' }, progress);
    const { last } = Request;
    expect([last.method, last.url]).toEqual(['POST', '/files']);
    expect(last.headers).toEqual({ 'x-dealstream-client': 'web', 'idempotency-key': 'k1' });
    expect([...(last.body?.keys() ?? [])]).toEqual(['dealId', 'categoryId', 'comment', 'file']);
    last.upload.onprogress?.({ loaded: 600, total: 1_200 });
    expect(progress).toHaveBeenLastCalledWith(500);
    last.answer(201, { file: { id: 'file_1' }, eventCursor: 'c' });
    await expect(done).resolves.toBe('file_1');
  });

  it('hands on what the server says against it', async () => {
    const { done } = sendFile(parcel, () => {});
    Request.last.answer(507, { errors: [{ message: 'No room', extensions: { code: 'STORAGE_FULL' } }] });
    await expect(done).rejects.toMatchObject({ failure: { status: 507, message: 'No room' } });
    expect(session.get()).toBe('unknown');
  });

  it('is a failure also when a proxy answers with a page, or with nothing', async () => {
    const { done } = sendFile(parcel, () => {});
    Request.last.answer(502, '<html>');
    await expect(done).rejects.toMatchObject({ failure: { status: 502, message: '' } });
    const second = sendFile(parcel, () => {});
    Request.last.answer(201, '');
    await expect(second.done).rejects.toBeInstanceOf(SendError);
  });

  it('tells of the end of the session', async () => {
    const { done } = sendFile(parcel, () => {});
    Request.last.answer(401, { errors: [{ message: 'Sign in', extensions: { code: 'UNAUTHENTICATED' } }] });
    await expect(done).rejects.toMatchObject({ failure: { status: 401 } });
    expect(session.get()).toBe('signedOut');
  });

  it('gives a silent network up, but not a slow one', async () => {
    vi.useFakeTimers();
    const { done } = sendFile(parcel, () => {});
    const failed = vi.fn();
    done.catch(failed);
    await vi.advanceTimersByTimeAsync(50_000);
    Request.last.upload.onprogress?.({ loaded: 1, total: 1_200 });
    await vi.advanceTimersByTimeAsync(50_000);
    expect(failed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(11_000);
    expect(failed).toHaveBeenCalledOnce();
    expect(failed.mock.calls[0]?.[0]).toMatchObject({ failure: { status: 0 } });
  });
});
