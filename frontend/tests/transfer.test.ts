import { describe, expect, it } from 'vitest';
import type { Definition } from '@/features/fields/definitions';
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
import { byOwnNames } from '@/features/transfer/columns/useOwnFields';
import { stepOf } from '@/features/transfer/kinds';
import { percentOf, roughly } from '@/features/transfer/run/time';

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
    const several = [...known, { value: 'web', label: 'Web', also: ['Síť'] }];
    expect(unknownOf(entry, ['Fair; síť', 'Fair; Radio'], several)).toEqual(['Fair; Radio']);
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

  it('knows custom fields by their names in any language, where the server suggests nothing', () => {
    const own = (key: string, label: string, text: string): Definition => ({
      id: key,
      version: 1,
      subject: 'CONTACT',
      key,
      type: 'TEXT',
      label,
      labels: [{ language: 'cs', text }],
      help: null,
      required: false,
      filterable: false,
      defaultValue: null,
      options: [],
      pattern: null,
      minimum: null,
      maximum: null,
      position: 0,
      archived: false,
    });
    const definitions = [own('since', 'Customer since', 'since'), own('name', 'Own name', 'Surname')];
    expect(byOwnNames(suggested, definitions, COLUMNS)).toEqual([
      ...suggested,
      { field: 'custom.since', column: 'Since' },
    ]);
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
