import { describe, expect, it } from 'vitest';
import { compareDeals, type Sortable } from '@/features/deals/order';
import { type Definition, type Field, fieldOf } from '@/features/fields/definitions';
import { isKey, keyFrom } from '@/features/fields/key';
import { columnOf, customKeyOf, filterOf, orderInput } from '@/features/fields/lists';
import { hrefOf, toInputs, toJson, toText } from '@/features/fields/values';
import { askedFor, emptyValues, toInput } from '@/features/gate/values';
import { newOption, toCreateInput, toUpdateInput, valuesOf } from '@/features/settings/fields/form';
import { labelIn } from '@/i18n/label';
import { fromWall, toWall } from '@/i18n/wall';
import { listSearch } from '@/searchParams';
import { toFilterInput } from '@/ui/FilterBar';
import { hiddenColumns, toggleColumn } from '@/ui/table/layout';

function field(key: string, type: Field['type'], more: Partial<Field> = {}): Field {
  return { key, type, label: key, help: null, required: false, defaultValue: null, options: [], ...more };
}

const DEFINITION: Definition = {
  id: 'field_1',
  version: 3,
  subject: 'DEAL',
  key: 'region',
  type: 'SELECT',
  label: 'Region',
  labels: [{ language: 'de', text: 'Gebiet' }],
  help: null,
  required: false,
  filterable: true,
  defaultValue: 'north',
  options: [
    { key: 'north', label: 'North', labels: [{ language: 'de', text: 'Nord' }], archived: false },
    { key: 'old', label: 'Old', labels: [], archived: true },
  ],
  pattern: null,
  minimum: null,
  maximum: null,
  position: 0,
  archived: false,
};

describe('a key made from a label', () => {
  it.each([
    ['Go-live date', [], 'go_live_date'],
    ['Částka (bez DPH)', [], 'castka_bez_dph'],
    ['Łódź', [], 'lodz'],
    ['Größe', [], 'grosse'],
    ['Дата запуска', [], 'data_zapuska'],
    ['2nd contact', [], 'f_2nd_contact'],
    ['Seats', ['seats', 'seats_2'], 'seats_3'],
    ['  ', [], ''],
    ['A very long label that goes on and on and on', [], 'a_very_long_label_that_goes_on_and'],
  ])('%s', (label, taken, key) => expect(keyFrom(label, taken)).toBe(key));

  it('is one the server takes', () => {
    expect([isKey('seats_2'), isKey('2seats'), isKey('Seats'), isKey('')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a value', () => {
  it.each([
    ['NUMBER', '1234567890123456.0123456789', '1234567890123456.0123456789'],
    ['BOOLEAN', false, 'false'],
    ['MULTI_SELECT', ['a', 'b'], 'a,b'],
    ['DATE', '2026-03-02', '2026-03-02'],
    ['USER', 'user_1', 'user_1'],
  ] as const)('of type %s becomes text and comes back', (type, json, text) => {
    expect(toText(json)).toBe(text);
    expect(toJson(type, text)).toEqual(json);
  });

  it('that is empty is null both ways', () => {
    expect([toText(null), toText(''), toText([])]).toEqual([null, null, null]);
    expect([toJson('TEXT', ' '), toJson('MULTI_SELECT', ''), toJson('BOOLEAN', null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is sent for the fields that the form has', () => {
    const fields = [field('a', 'NUMBER'), field('b', 'BOOLEAN'), field('c', 'TEXT')];
    expect(toInputs(fields, { a: '2.50', b: null })).toEqual([
      { key: 'a', value: '2.50' },
      { key: 'b', value: null },
    ]);
  });

  it('leads somewhere only when that is safe', () => {
    expect(hrefOf('URL', 'https://example.com')).toBe('https://example.com');
    expect(hrefOf('URL', 'javascript:alert(1)')).toBeUndefined();
    expect(hrefOf('PHONE', '+420 (601) 1')).toBe('tel:+4206011');
    expect(hrefOf('TEXT', 'https://example.com')).toBeUndefined();
  });

  it('with date and time is that of the clock on the wall', () => {
    expect(toWall('2026-07-01T08:30:00Z', 'Europe/Prague')).toBe('2026-07-01T10:30');
    expect(fromWall('2026-07-01T10:30', 'Europe/Prague')).toBe('2026-07-01T08:30:00.000Z');
    expect([toWall(null, 'UTC'), fromWall('', 'UTC')]).toEqual([null, null]);
  });
});

describe('a definition', () => {
  it('is read in the language of the reader', () => {
    expect([labelIn(DEFINITION, 'de-AT'), labelIn(DEFINITION, 'cs')]).toEqual(['Gebiet', 'Region']);
    expect(fieldOf(DEFINITION, 'de').options[0]?.label).toBe('Nord');
  });

  it('goes through the form and comes out as it was', () => {
    const values = valuesOf(DEFINITION);
    expect(toUpdateInput(values, DEFINITION)).toMatchObject({
      id: 'field_1',
      expectedVersion: 3,
      label: 'Region',
      labels: [{ language: 'de', text: 'Gebiet' }],
      defaultValue: 'north',
      options: [
        { key: 'north', label: 'North', labels: [{ language: 'de', text: 'Nord' }], archived: false },
        { key: 'old', label: 'Old', labels: [], archived: true },
      ],
    });
  });

  it('says only what its type can have', () => {
    const values = { ...valuesOf(), label: ' Seats ', type: 'NUMBER' as const, minimum: '1', pattern: 'x' };
    const input = toCreateInput(values, 'DEAL', ['seats']);
    expect(input).toMatchObject({
      subject: 'DEAL',
      key: 'seats_2',
      label: 'Seats',
      minimum: '1',
      maximum: null,
    });
    expect(input).not.toHaveProperty('pattern');
    expect(input).not.toHaveProperty('options');
  });

  it('gives each new option a key of its own', () => {
    const first = newOption('North', []);
    expect([first.key, newOption('north', [first]).key, newOption('…', [first]).key]).toEqual([
      'north',
      'north_2',
      'option_2',
    ]);
  });
});

describe('in lists', () => {
  const fields = [
    field('seats', 'NUMBER'),
    field('region', 'SELECT', { options: [{ value: 'n', label: 'North', archived: false }] }),
    field('modules', 'MULTI_SELECT'),
    field('kick_off', 'DATE_TIME'),
    field('note', 'LONG_TEXT'),
    field('fair', 'BOOLEAN'),
  ];
  const filters = fields.map(filterOf);

  it.each([
    ['[["custom.seats","between",["2.5","10"]]]', { key: 'seats', between: ['2.5', '10'] }],
    ['[["custom.region","in",["n"]]]', { key: 'region', in: ['n'] }],
    ['[["custom.modules","isNull",true]]', { key: 'modules', isNull: true }],
    ['[["custom.note","contains","paper"]]', { key: 'note', contains: 'paper' }],
    ['[["custom.fair","eq",false]]', { key: 'fair', eq: false }],
    ['[["custom.kick_off","lte","2026-07-01"]]', { key: 'kick_off', lt: '2026-07-01T22:00:00.000Z' }],
  ])('the address %s asks for it', (filter, condition) => {
    const { filter: conditions } = listSearch({ filter: JSON.parse(filter) });
    expect(toFilterInput(filters, conditions, 'Europe/Prague')).toEqual({ custom: [condition] });
  });

  it('what an old link asks of a field that is gone is left out', () => {
    expect(toFilterInput(filters, [['custom.gone', 'eq', 'x']], 'UTC')).toBeUndefined();
    expect(toFilterInput(filters, [['custom.region', 'contains', 'x']], 'UTC')).toBeUndefined();
  });

  it('an order names the field by its key', () => {
    const columns = fields.map(columnOf);
    expect(orderInput({ field: 'custom.seats', direction: 'DESC' }, columns)).toEqual({
      field: 'CUSTOM',
      customKey: 'seats',
      direction: 'DESC',
    });
    expect(orderInput({ field: 'NAME', direction: 'ASC' }, columns)).toEqual({
      field: 'NAME',
      direction: 'ASC',
    });
    expect(orderInput({ field: 'custom.modules', direction: 'ASC' }, columns)).toBeUndefined();
    expect([customKeyOf('custom.seats'), customKeyOf('customer')]).toEqual(['seats', undefined]);
  });

  it('rows are placed by it as the server does: numbers as numbers, empty ones last either way', () => {
    const deal = (id: string, seats: string | null) =>
      ({ id, customFields: [{ key: 'seats', json: seats }] }) as unknown as Sortable;
    const rows = [deal('a', '9'), deal('b', null), deal('c', '10')];
    const by = (direction: 'ASC' | 'DESC') =>
      rows
        .toSorted(compareDeals([{ field: 'CUSTOM', customKey: 'seats', numeric: true, direction }]))
        .map(({ id }) => id)
        .join('');
    expect([by('ASC'), by('DESC')]).toEqual(['acb', 'cab']);
  });

  it('a column that came later is off until it is switched on', () => {
    const layout = { hidden: ['source'], shown: [], order: [], sizes: {} };
    const columns = [{ id: 'name' }, { id: 'source' }, { id: 'custom.seats', optional: true }];
    expect(hiddenColumns(columns, layout)).toEqual(['source', 'custom.seats']);
    const shown = { ...layout, ...toggleColumn({ id: 'custom.seats', optional: true }, layout) };
    expect(hiddenColumns(columns, shown)).toEqual(['source']);
  });
});

describe('at a gate', () => {
  const need = (key: string) => ({ kind: 'FIELD', key, label: key });
  const missing = [need('custom.seats'), need('account.custom.number'), need('custom.fair')];

  it('is asked for where it is sent', () => {
    expect(missing.map((one) => askedFor(one)?.path)).toEqual([
      'fields.custom.seats',
      'account.custom.number',
      'fields.custom.fair',
    ]);
    expect(emptyValues(missing)).toMatchObject({
      fields: { custom: { seats: null, fair: null } },
      account: { custom: { number: null } },
    });
  });

  it('is sent by its type, as far as it was given', () => {
    const known = {
      DEAL: [field('seats', 'NUMBER'), field('fair', 'BOOLEAN')],
      ACCOUNT: [field('number', 'TEXT')],
    };
    const values = emptyValues(missing);
    values.fields.custom = { seats: null, fair: 'false' };
    values.account.custom = { number: 'K-1' };
    expect(toInput(values, 'acct_1', known)).toEqual({
      fields: { custom: [{ key: 'fair', value: false }] },
      account: { id: 'acct_1', custom: [{ key: 'number', value: 'K-1' }] },
    });
  });
});
