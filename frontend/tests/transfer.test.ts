import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  choose,
  constantOf,
  type Draft,
  entriesOf,
  type Field,
  fitting,
  inputOf,
  isSame,
  missingOf,
  refine,
  setConstant,
  unknownOf,
} from '@/features/transfer/columns/draft';
import { exampleOf, guessComma, guessFormat, takingOf } from '@/features/transfer/columns/guess';
import { forgetKept, keep, readKept } from '@/features/transfer/columns/keep';
import { startOf } from '@/features/transfer/columns/useDraft';
import { download, nameIn } from '@/features/transfer/export/download';
import { addressOf, columnsOf } from '@/features/transfer/export/file';
import { stepOf } from '@/features/transfer/kinds';
import { percentOf, roughly } from '@/features/transfer/run/time';
import { problemOf, upload } from '@/features/transfer/upload';
import { FakeRequest } from './fakeRequest';

const field = (key: string, type = 'text', more: Partial<Field> = {}): Field => ({
  key,
  label: key,
  required: false,
  type,
  reference: null,
  custom: false,
  ...more,
});
const LAST = field('last_name', 'text', { required: true });
const FIELDS = [
  field('first_name'),
  LAST,
  field('email', 'email'),
  field('source', 'lookup'),
  field('custom.since', 'date', { custom: true }),
  field('custom.fee', 'money', { custom: true }),
];
const COLUMNS = [
  { name: 'Surname', samples: ['Novák', 'Krátká'] },
  { name: 'Mail', samples: ['a@example.com'] },
  { name: 'Since', samples: ['31.12.2024', '1.2.2025'] },
  { name: 'Fee', samples: ['1.234,50', '7'] },
  { name: 'Origin', samples: ['Fair', 'The web'] },
];
const column = (name: string) => {
  const found = COLUMNS.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const fieldOf = (key: string) => FIELDS.find((one) => one.key === key);
const EMPTY: Draft = { entries: [], keyColumn: null };
const with_ = (name: string, key: string, draft = EMPTY, index = 0) =>
  choose(draft, { column: column(name), index }, fieldOf(key));

describe('how samples are written', () => {
  it('is told by the days themselves, and by nothing when they disagree', () => {
    expect(guessFormat(['31.12.2024', '1.2.2025'])).toBe('%d.%m.%Y');
    expect(guessFormat(['31. 12. 2024'])).toBe('%d. %m. %Y');
    expect(guessFormat(['2024-12-31', ''])).toBe('%Y-%m-%d');
    expect(guessFormat(['1/2/2025', '12/31/2024'])).toBe('%m/%d/%Y');
    expect(guessFormat(['1/2/2025', '31/12/2024'])).toBe('%d/%m/%Y');
    expect(guessFormat(['2024-12-31 17:05', '2025-01-01 08:00'])).toBe('%Y-%m-%d %H:%M');
    expect(guessFormat(['2024-12-31', '31.12.2024'])).toBeUndefined();
    expect(guessFormat(['2024-12-31', 'soon'])).toBeUndefined();
    expect(guessFormat([])).toBeUndefined();
  });

  it('is shown by a day that nobody takes for a month', () => {
    expect(exampleOf('%d.%m.%Y %H:%M')).toBe('31.12.2026 17:05');
  });

  it('is a comma or a point only where the numbers tell', () => {
    expect(guessComma(['1.234,50', '7'])).toBe(true);
    expect(guessComma(['1 234,5 Kč'])).toBe(true);
    expect(guessComma(['1,234.50'])).toBe(false);
    expect(guessComma(['12.5'])).toBe(false);
    expect(guessComma(['1,234', '7'])).toBeUndefined();
  });

  it('matters for days, numbers and lists of values', () => {
    expect(takingOf(field('x', 'DATE_TIME'))).toBe('time');
    expect(takingOf(field('x', 'integer'))).toBe('number');
    expect(takingOf(field('x', 'multi_select'))).toBe('choice');
    expect(takingOf(field('x', 'reference', { reference: 'ACCOUNTS' }))).toBe('reference');
    expect(takingOf(field('x', 'email'))).toBe('text');
  });
});

describe('the choice of columns', () => {
  it('gives a field one source: chosen again it moves', () => {
    const first = with_('Surname', 'last_name');
    const moved = with_('Mail', 'last_name', first);
    expect(moved.entries).toEqual([{ field: 'last_name', column: 'Mail' }]);
    expect(choose(moved, { column: column('Mail'), index: 0 }, undefined).entries).toEqual([]);
  });

  it('lets a column fill two fields, and changes just the one that is meant', () => {
    const both = with_('Surname', 'first_name', with_('Surname', 'last_name'), 1);
    expect(both.entries.map((one) => one.field)).toEqual(['last_name', 'first_name']);
    const changed = with_('Surname', 'email', both, 0);
    expect(changed.entries.map((one) => one.field)).toEqual(['email', 'first_name']);
  });

  it('reads how samples are written when a field that asks for it is chosen', () => {
    expect(with_('Since', 'custom.since').entries[0]).toMatchObject({ format: '%d.%m.%Y' });
    expect(with_('Fee', 'custom.fee').entries[0]).toMatchObject({ decimalComma: true });
  });

  it('names what is needed until a column or one value for all gives it', () => {
    expect(missingOf(EMPTY, FIELDS)).toEqual([LAST]);
    const given = setConstant(EMPTY, 'last_name', 'Unknown');
    expect(constantOf(given, 'last_name')).toBe('Unknown');
    expect(missingOf(given, FIELDS)).toEqual([]);
    expect(missingOf(setConstant(given, 'last_name', ''), FIELDS)).toEqual([LAST]);
    expect(missingOf(setConstant(given, 'last_name', '  '), FIELDS)).toEqual([LAST]);
    expect(missingOf(with_('Surname', 'last_name'), FIELDS)).toEqual([]);
  });

  it('sends only what the fields ask for', () => {
    const draft: Draft = {
      keyColumn: null,
      entries: [
        { field: 'last_name', column: 'Surname', format: '%d.%m.%Y', decimalComma: true },
        { field: 'custom.since', column: 'Since', format: '%d.%m.%Y' },
        {
          field: 'source',
          column: 'Origin',
          values: [
            { from: 'The web', to: 'Website' },
            { from: 'Fair', to: '' },
          ],
        },
        { field: 'first_name', constant: ' ' },
        { field: 'gone', column: 'Mail' },
      ],
    };
    expect(inputOf(draft, FIELDS)).toEqual([
      { field: 'last_name', column: 'Surname' },
      { field: 'custom.since', column: 'Since', format: '%d.%m.%Y' },
      { field: 'source', column: 'Origin', values: [{ from: 'The web', to: 'Website' }] },
    ]);
  });

  it('lists samples that no value fits, whatever their case', () => {
    const entry = { field: 'source', column: 'Origin' };
    const known = [{ value: 'fair', label: 'Trade fair' }];
    expect(unknownOf(entry, ['FAIR', 'trade fair', 'The web', ' '], known)).toEqual(['The web']);
    const corrected = { ...entry, values: [{ from: 'The web', to: 'fair' }] };
    expect(unknownOf(corrected, ['The web'], known)).toEqual([]);
  });

  it('is understood as the API keeps it, and only then', () => {
    const kept = [
      { field: 'source', column: 'Origin', values: [{ from: 'a', to: 'b' }, 'odd'], createMissing: true },
      { column: 'Mail' },
      'odd',
    ];
    expect(entriesOf(kept)).toEqual([
      { field: 'source', column: 'Origin', values: [{ from: 'a', to: 'b' }], createMissing: true },
    ]);
    expect(entriesOf(null)).toEqual([]);
  });

  it('is the same in another order, and another one with another correction', () => {
    const one = with_('Mail', 'email', with_('Surname', 'last_name'));
    const other = with_('Surname', 'last_name', with_('Mail', 'email'));
    expect(isSame(one, other, FIELDS)).toBe(true);
    const mail = other.entries.find((entry) => entry.field === 'email');
    if (!mail) throw new Error('nothing was chosen');
    expect(isSame(one, refine(other, mail, { values: [{ from: 'x', to: 'y' }] }), FIELDS)).toBe(false);
    expect(isSame(one, { ...other, keyColumn: 'Mail' }, FIELDS)).toBe(false);
  });
});

describe('where a choice begins', () => {
  const file = { columns: COLUMNS };
  const suggested = [{ field: 'last_name', column: 'Surname' }];
  const mapping = (id: string, columns: unknown) => ({ id, columns, keyColumn: 'Mail' });
  const whole = mapping('m1', [
    { field: 'last_name', column: 'Surname' },
    { field: 'email', column: 'Mail' },
  ]);

  it('is what the server suggests by the names', () => {
    const start = startOf({ file, fields: FIELDS, mappings: [], like: null, suggested });
    expect(start).toEqual({ entries: suggested, keyColumn: null });
  });

  it('is the saved mapping whose columns the file has', () => {
    const foreign = mapping('m2', [
      { field: 'email', column: 'Mail' },
      { field: 'source', column: 'Else' },
    ]);
    const start = startOf({ file, fields: FIELDS, mappings: [foreign, whole], like: null, suggested });
    expect(start).toMatchObject({ mappingId: 'm1', keyColumn: 'Mail' });
    expect(start.entries).toHaveLength(2);
  });

  it('is the import that is done again, before all', () => {
    const like = { columns: [{ field: 'email', column: 'Mail' }], keyColumn: 'Gone' };
    const start = startOf({ file, fields: FIELDS, mappings: [whole], like, suggested });
    expect(start).toEqual({ entries: [{ field: 'email', column: 'Mail' }], keyColumn: null });
  });

  it('leaves out columns and fields that are not there any more', () => {
    const entries = [
      { field: 'gone', column: 'Mail' },
      { field: 'email', column: 'Gone' },
      { field: 'email', constant: 'x@example.com' },
    ];
    expect(fitting(entries, FIELDS, COLUMNS)).toEqual([{ field: 'email', constant: 'x@example.com' }]);
  });

  it('is kept for the file until somebody signs out', () => {
    const draft = { ...with_('Since', 'custom.since'), mappingId: 'm1', encoding: 'windows-1250' };
    keep('f1', 'contacts', draft);
    expect(readKept('f1', 'contacts')).toEqual(draft);
    expect(readKept('f1', 'leads')).toBeUndefined();
    forgetKept();
    expect(readKept('f1', 'contacts')).toBeUndefined();
  });
});

describe('the step', () => {
  it('is the last one that has what it needs', () => {
    expect(stepOf({})).toBe('file');
    expect(stepOf({ step: 'columns', kind: 'contacts' })).toBe('file');
    expect(stepOf({ step: 'columns', kind: 'nonsense', file: 'f' })).toBe('file');
    expect(stepOf({ step: 'columns', kind: 'contacts', file: 'f' })).toBe('columns');
    expect(stepOf({ step: 'check', kind: 'contacts', file: 'f' })).toBe('columns');
    expect(stepOf({ step: 'check', import: 'i' })).toBe('check');
    expect(stepOf({ import: 'i' })).toBe('run');
  });
});

describe('how far a run is', () => {
  it('is full only at its end', () => {
    expect([percentOf(0, 0), percentOf(999, 1000), percentOf(1000, 1000)]).toEqual([0, 99, 100]);
  });

  it('is told roughly', () => {
    expect(roughly(1)).toEqual({ unit: 'seconds', count: 5 });
    expect(roughly(42)).toEqual({ unit: 'seconds', count: 45 });
    expect(roughly(600)).toEqual({ unit: 'minutes', count: 10 });
    expect(roughly(7_300)).toEqual({ unit: 'hours', count: 2 });
  });
});

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
