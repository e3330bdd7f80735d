import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { download, nameIn } from '@/features/transfer/export/download';
import { addressOf, columnsOf } from '@/features/transfer/export/file';
import { problemOf, upload } from '@/features/transfer/upload';
import { FakeRequest } from './fakeRequest';

describe('an upload', () => {
  afterEach(() => vi.unstubAllGlobals());
  const begin = () => {
    vi.stubGlobal('XMLHttpRequest', FakeRequest);
    const parts: number[] = [];
    const started = upload(new File(['a;b'], 'people.csv'), (part) => parts.push(part));
    return { ...started, parts };
  };

  it('tells how much has arrived, and then the file', async () => {
    const { done, parts } = begin();
    FakeRequest.last.progress(1, 4);
    FakeRequest.last.answer(201, { importFile: { id: 'impf_1' } });
    await expect(done).resolves.toBe('impf_1');
    expect(parts).toEqual([0.25]);
    expect(FakeRequest.last.headers).toMatchObject({ open: 'POST /imports', 'x-dealstream-client': 'web' });
    const sent = (FakeRequest.last.sent as FormData).get('file');
    expect(sent instanceof File && sent.name).toBe('people.csv');
  });

  it('fails with the words of the server, or with what is known', async () => {
    const refused = begin();
    const errors = [{ message: 'The header names a column twice.', extensions: { code: 'BAD_USER_INPUT' } }];
    FakeRequest.last.answer(400, { errors });
    await expect(refused.done).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: 'The header names a column twice.',
    });
    const lost = begin();
    FakeRequest.last.onerror?.();
    await expect(lost.done).rejects.toMatchObject({ code: 'NETWORK' });
    const stopped = begin();
    stopped.abort();
    await expect(stopped.done).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('is not begun with what cannot be a table', () => {
    const file = (name: string, size = 10, type = '') => ({ name, size, type });
    expect(problemOf(file('a.xlsx'), 1000)).toBe('spreadsheet');
    expect(problemOf(file('a.png', 10, 'image/png'), 1000)).toBe('notText');
    expect(problemOf(file('a.csv', 0), 1000)).toBe('empty');
    expect(problemOf(file('a.csv', 1001), 1000)).toBe('tooBig');
    expect(problemOf(file('a.csv', 1000), 1000)).toBeUndefined();
  });
});

describe('a file of a list', () => {
  it('has the columns of the table, by the names of the API', () => {
    const known = ['name', 'account.name', 'amount', 'currency', 'owner.name', 'custom.tier'];
    expect(columnsOf('DEALS', ['name', 'account', 'amount', 'owner', 'custom.tier', 'gone'], known)).toEqual([
      'name',
      'account.name',
      'amount',
      'currency',
      'owner.name',
      'custom.tier',
    ]);
    expect(columnsOf('LEADS', ['name', 'bant'], ['topic', 'budget', 'need'])).toEqual([
      'topic',
      'budget',
      'need',
    ]);
    expect(columnsOf('CONTACTS', ['name'], ['name', 'firstName', 'lastName'])).toEqual([
      'firstName',
      'lastName',
    ]);
    expect(columnsOf('COMPETITORS', ['name', 'winRate'], ['name'])).toEqual(['name']);
    const told = ['number', 'deal.name', 'deal.account.name', 'deal.owner.name', 'net', 'total', 'currency'];
    expect(columnsOf('PROPOSALS', ['name', 'account', 'net', 'total', 'owner'], told)).toEqual([
      'number',
      'deal.account.name',
      'net',
      'total',
      'currency',
      'deal.owner.name',
    ]);
    expect(columnsOf('CONTRACT_PACKAGES', ['name', 'deal', 'owner'], ['name', ...told])).toEqual([
      'name',
      'deal.name',
      'deal.owner.name',
    ]);
  });

  it('has an address that says all the list was asked for', () => {
    const shown = { filter: { name: { contains: 'a&b' } }, orderBy: [{ field: 'NAME' }], search: 'über' };
    const address = new URL(addressOf('DEALS', 'xlsx', shown, ['name', 'amount']), 'http://host');
    expect(address.pathname).toBe('/export/deals.xlsx');
    expect(JSON.parse(address.searchParams.get('filter') ?? '')).toEqual(shown.filter);
    expect(JSON.parse(address.searchParams.get('orderBy') ?? '')).toEqual(shown.orderBy);
    expect(address.searchParams.get('search')).toBe('über');
    expect(address.searchParams.get('columns')).toBe('name,amount');
    expect(addressOf('CONTRACT_PACKAGES', 'csv', {}, [])).toBe('/export/contract-packages.csv');
    expect(addressOf('TASKS', 'csv', { filter: null, search: '' }, [])).toBe('/export/tasks.csv');
  });
});

describe('a download', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  const clicked = () => {
    const links: string[] = [];
    const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
      this: HTMLAnchorElement,
    ) {
      links.push(`${this.getAttribute('href')} ${this.download}`);
    });
    return { links, restore: () => click.mockRestore() };
  };

  const blobs: Blob[] = [];
  beforeEach(() => {
    blobs.length = 0;
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return `blob:${blobs.length}`;
    });
  });

  it('is asked for once, and handed to the browser under the name the server gives', async () => {
    const { links, restore } = clicked();
    const ask = vi.fn(async (_: string) => {
      const headers = { 'content-disposition': 'attachment; filename="deals-2026-05-07.csv"' };
      return new Response('name\n', { headers });
    });
    vi.stubGlobal('fetch', ask);
    await download('/export/deals.csv');
    expect(ask.mock.calls.map(([address]) => address)).toEqual(['/export/deals.csv']);
    expect(links).toEqual(['blob:1 deals-2026-05-07.csv']);
    expect(await blobs[0]?.text()).toBe('name\n');
    restore();
  });

  it('that breaks off on its way is told, and not handed over', async () => {
    const { links, restore } = clicked();
    const body = new ReadableStream({
      pull(stream) {
        stream.error(new TypeError('cut'));
      },
    });
    vi.stubGlobal('fetch', async () => new Response(body));
    await expect(download('/export/deals.csv')).rejects.toMatchObject({ code: 'NETWORK' });
    expect(links).toEqual([]);
    restore();
  });

  it('that was called off is no failure', async () => {
    const { links, restore } = clicked();
    const off = new AbortController();
    vi.stubGlobal('fetch', async () => {
      off.abort();
      throw new DOMException('off', 'AbortError');
    });
    await download('/export/deals.csv', off.signal);
    expect(links).toEqual([]);
    restore();
  });

  it('has the name as it is written, also where it is encoded', () => {
    expect(nameIn('attachment; filename="a.docx"; filename*=UTF-8\'\'Smlouva%20%C4%8D.%201.docx')).toBe(
      'Smlouva č. 1.docx',
    );
    expect(nameIn('attachment; filename="a.docx"; filename*=UTF-8\'\'%zz')).toBe('a.docx');
    expect(nameIn(null)).toBe('');
  });

  it('is refused with the code and the words of the server', async () => {
    const { links, restore } = clicked();
    const errors = [{ message: 'Others are exporting.', extensions: { code: 'RATE_LIMITED' } }];
    vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ errors }), { status: 429 })));
    await expect(download('/export/deals.csv')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      message: 'Others are exporting.',
    });
    expect(links).toEqual([]);
    restore();
  });
});
