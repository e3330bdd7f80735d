import { describe, expect, it } from 'vitest';
import {
  isSame,
  type Kept,
  onBoard,
  stateOf,
  storedOf,
  withAddress,
  withoutGone,
} from '@/features/views/state';
import { type FilterField, fromFilterInput, toFilterInput } from '@/ui/FilterBar';

const fields: FilterField[] = [
  { key: 'status', label: 'Status', kind: 'options' },
  { key: 'owner', label: 'Owner', kind: 'user', path: ['ownerId'] },
  { key: 'amount', label: 'Amount', kind: 'money', path: ['amountBase'] },
  { key: 'probability', label: 'Probability', kind: 'number' },
  { key: 'close', label: 'Close', kind: 'date', path: ['expectedCloseOn'] },
  { key: 'created', label: 'Created', kind: 'instant', path: ['createdAt'] },
  { key: 'industry', label: 'Industry', kind: 'lookup', path: ['account', 'industryId'] },
  { key: 'custom.tier', label: 'Tier', kind: 'options', customKey: 'tier' },
];
const ZONE = 'Europe/Prague';

const view = (more: Partial<Kept> = {}): Kept => ({
  id: 'view_1',
  filter: { status: { eq: 'OPEN' }, ownerId: { in: ['@me'] } },
  orderBy: [{ field: 'CUSTOM', customKey: 'tier', direction: 'DESC' }, { field: 'NAME' }],
  columns: ['name', 'custom.tier'],
  search: null,
  problems: [],
  ...more,
});

describe('what a view keeps', () => {
  it.each([
    [['owner', 'in', ['@me']]],
    [['amount', 'between', ['1', '5']]],
    [['probability', 'gte', 40]],
    [['close', 'lte', '@today+1m']],
    [['created', 'gte', '@today-7d']],
    [['created', 'lte', '@today']],
    [['created', 'lte', '@today+1w']],
    [['created', 'between', ['2026-03-28', '2026-03-29']]],
    [['industry', 'isNull', true]],
    [['custom.tier', 'in', ['a']]],
    [['custom.tier', 'isNull', false]],
  ] as const)('%j comes back as it was', (condition) => {
    const stored = toFilterInput(fields, [condition], ZONE, true);
    expect(fromFilterInput(fields, stored, ZONE)).toEqual({ conditions: [condition], rest: undefined });
  });

  it('stays relative, on days and on instants', () => {
    expect(toFilterInput(fields, [['close', 'gte', '@today+14d']], ZONE, true)).toEqual({
      expectedCloseOn: { gte: '@today+14d' },
    });
    expect(toFilterInput(fields, [['created', 'between', ['@today-7d', '@today-1d']]], ZONE, true)).toEqual({
      createdAt: { gte: '@today-7d', lt: '@today' },
    });
  });

  it('is a filter of the API made elsewhere as well; what has no chip is kept', () => {
    const found = fromFilterInput(
      fields,
      {
        and: [{ status: { ne: 'LOST' } }, { or: [{ amountBase: { gte: '1' } }] }],
        account: { name: { eq: 'A' } },
      },
      ZONE,
    );
    expect(found.conditions).toEqual([['status', 'notIn', ['LOST']]]);
    expect(found.rest).toEqual({
      and: [{ or: [{ amountBase: { gte: '1' } }] }, { account: { name: { eq: 'A' } } }],
    });
    const state = { ...found, order: [], columns: [], search: undefined };
    expect(storedOf(state, fields, ZONE).filter).toEqual({
      and: [found.rest, { status: { notIn: ['LOST'] } }],
    });
  });
});

describe('a saved view', () => {
  it('is shown as it was kept, and is then unchanged', () => {
    const state = stateOf(view({ search: 'acme' }), fields, ZONE);
    expect(state).toEqual({
      conditions: [
        ['status', 'in', ['OPEN']],
        ['owner', 'in', ['@me']],
      ],
      rest: undefined,
      order: [
        { field: 'custom.tier', direction: 'DESC' },
        { field: 'NAME', direction: 'ASC' },
      ],
      columns: ['name', 'custom.tier'],
      search: 'acme',
    });
    const stored = storedOf(state, fields, ZONE);
    expect(stored.orderBy).toEqual([
      { field: 'CUSTOM', customKey: 'tier', direction: 'DESC' },
      { field: 'NAME', direction: 'ASC' },
    ]);
    const again = stateOf({ ...view(), ...stored }, fields, ZONE);
    expect(isSame(stored, storedOf(again, fields, ZONE))).toBe(true);
  });

  it('is changed by the address only where that says all of it', () => {
    const state = stateOf(view({ search: 'acme' }), fields, ZONE);
    expect(withAddress(state, {})).toBe(state);
    expect(withAddress(state, { edited: true })).toMatchObject({ conditions: [], search: undefined });
  });

  it('leaves out what names a field that was removed', () => {
    const gone = view({
      filter: { and: [{ status: { eq: 'OPEN' } }, { custom: [{ key: 'tier', in: ['a'] }] }] },
      problems: ['FILTER', 'ORDER', 'COLUMNS'].map((part) => ({ part, field: 'custom.tier' })),
    });
    expect(stateOf(gone, fields.slice(0, -1), ZONE)).toMatchObject({
      conditions: [['status', 'in', ['OPEN']]],
      rest: undefined,
      order: [{ field: 'NAME', direction: 'ASC' }],
      columns: ['name'],
    });
    const keys = new Set(['tier']);
    const custom = [{ key: 'tier' }, { key: 'b', eq: 1 }];
    expect(withoutGone({ or: [{ custom }, { not: { custom: [{ key: 'tier' }] } }] }, keys)).toEqual({
      or: [{ custom: [{ key: 'b', eq: 1 }] }],
    });
    expect(withoutGone({ account: { custom: [{ key: 'tier' }] } }, keys)).toBeUndefined();
    expect(withoutGone({ status: { in: ['OPEN'] } }, keys)).toEqual({ status: { in: ['OPEN'] } });
  });

  it('goes on a board as far as that has filters', () => {
    const state = stateOf(view(), fields, ZONE);
    const board = fields.filter(({ key }) => key === 'owner');
    expect(onBoard(state, board)).toEqual({ conditions: [['owner', 'in', ['@me']]], whole: true });
    const more = { ...state, conditions: [...state.conditions, ['probability', 'eq', 5] as const] };
    expect(onBoard(more, board).whole).toBe(false);
    expect(onBoard({ ...state, rest: { or: [] } }, board).whole).toBe(false);
  });
});
