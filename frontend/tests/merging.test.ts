import { describe, expect, it } from 'vitest';
import {
  changesOf,
  chosen,
  differing,
  namesOf,
  newsOf,
  type Side,
  settled,
  taken,
  type Value,
  valueFor,
} from '@/features/merging/model';
import { reasonsOf } from '@/features/merging/reasons';

function side(id: string, values: Record<string, string | null>, more: Partial<Side> = {}): Side {
  return {
    id,
    version: 1,
    name: id,
    detail: '',
    owner: { id: 'u1', name: 'Ada' },
    gone: false,
    values: new Map(Object.entries(values).map(([field, text]): [string, Value] => [field, { text }])),
    moves: [],
    ...more,
  };
}

const keep = side('a', { name: 'Acme', website: null, phone: '1', city: 'Brno', employees: '5' });
const merge = side('b', { name: 'Acme GmbH', website: 'acme.example', phone: null, city: 'Brno' });

describe('two records', () => {
  it('are compared field by field, those that only one of them has too', () => {
    expect(differing(keep, merge)).toEqual(['name', 'website', 'phone', 'employees']);
    expect(differing(merge, keep)).toEqual(['name', 'website', 'phone', 'employees']);
    expect(differing(keep, keep)).toEqual([]);
  });

  it('keep what the kept one has, and take the other’s where that is empty', () => {
    const none = new Map();
    expect(chosen('name', keep, merge, none)).toBe('a');
    expect(chosen('website', keep, merge, none)).toBe('b');
    expect(chosen('phone', keep, merge, none)).toBe('a');
    expect(taken(keep, merge, none)).toEqual(['website']);
    expect(taken(merge, keep, none)).toEqual(['phone', 'employees']);
  });

  it('follow what was chosen, whichever of them is kept; an empty value can be chosen', () => {
    const choices = new Map([
      ['name', 'b'],
      ['website', 'a'],
    ]);
    expect(taken(keep, merge, choices)).toEqual(['name']);
    expect(taken(merge, keep, choices)).toEqual(['website', 'phone', 'employees']);
    // A choice between this record and a third one says nothing here.
    expect(chosen('name', keep, merge, new Map([['name', 'c']]))).toBe('a');
  });

  it('that are parent and child are not made each other’s parent', () => {
    const parent = side('a', { parent: null });
    const child = side('b', { parent: 'a' });
    expect(valueFor(child, 'parent', parent).text).toBeNull();
    expect(differing(parent, child)).toEqual([]);
    expect(differing(parent, side('b', { parent: 'c' }))).toEqual(['parent']);
  });
});

describe('what the two are called', () => {
  const names = (one: Partial<Side>, other: Partial<Side>) => [
    ...namesOf(side('a', {}, one), side('b', {}, other)).values(),
  ];

  it('tells them apart, also when they have the same name', () => {
    expect(names({ name: 'Ann' }, { name: 'Anna', detail: 'Acme' })).toEqual(['Ann', 'Anna']);
    const name = 'Anna Berg';
    expect(names({ name, detail: 'Acme' }, { name, detail: '' })).toEqual(['Anna Berg (Acme)', name]);
    expect(names({ name }, { name, owner: { id: 'u2', name: 'Ben' } })).toEqual([
      'Anna Berg (Ada)',
      'Anna Berg (Ben)',
    ]);
    expect(names({ name }, { name })).toEqual(['Anna Berg (1)', 'Anna Berg (2)']);
  });
});

describe('a conflict', () => {
  it('leaves every choice as it was on screen', () => {
    const before = settled(keep, merge, new Map([['name', 'b']]));
    expect(Object.fromEntries(before)).toEqual({ name: 'b', website: 'b', phone: 'a', employees: 'a' });
    const filled = side('a', {
      name: 'Acme',
      website: 'acme.test',
      phone: '1',
      city: 'Brno',
      employees: '5',
    });
    expect(taken(filled, merge, before)).toEqual(['name', 'website']);
    expect(taken(filled, merge, new Map())).toEqual([]);
  });

  it('is told with who changed what of which record', () => {
    const now = side('b', { name: 'Acme AG', website: null, phone: null, city: 'Brno' }, { version: 2 });
    expect(changesOf(merge, now).map(({ field, after }) => [field, after.text])).toEqual([
      ['name', 'Acme AG'],
      ['website', null],
    ]);
    const conflicts = [{ path: ['input', 'mergeExpectedVersion'], changedBy: { name: 'Ben' } }];
    const news = newsOf([keep, merge], [keep, now], conflicts);
    expect(news).toMatchObject([{ id: 'b', who: 'Ben', changes: [{ field: 'name' }, { field: 'website' }] }]);
    const both = newsOf([keep, merge], [{ ...keep, version: 7 }, now], conflicts);
    expect(both.map(({ who, changes }) => [who, changes.length])).toEqual([
      [undefined, 0],
      ['Ben', 2],
    ]);
  });
});

describe('why a record is likely the same', () => {
  it('is the domain, however it was typed', () => {
    expect(reasonsOf({ website: 'https://www.acme.example/en' }, { website: 'Acme.example' })).toEqual([
      'website',
    ]);
    expect(reasonsOf({ website: 'acme.example' }, { website: 'acme.test' })).toEqual(['name']);
    expect(reasonsOf({ website: null }, { website: '' })).toEqual(['name']);
  });

  it('is an address or a number that both have', () => {
    const own = { emails: ['Ada@acme.example'], phones: ['+420 601 000 111'] };
    expect(reasonsOf(own, { emails: ['x@y.test', 'ada@acme.example'], phones: ['601000111'] })).toEqual([
      'email',
      'phone',
    ]);
    expect(reasonsOf({ phones: ['112'] }, { phones: ['112'] })).toEqual(['name']);
  });
});
