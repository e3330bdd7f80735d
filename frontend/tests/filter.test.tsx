import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { authSearch, type FilterCondition, listSearch } from '@/searchParams';
import { FilterBar, type FilterField, toFilterInput } from '@/ui/FilterBar';
import { renderUi } from './render';

const fields: FilterField[] = [
  { key: 'name', label: 'Name', kind: 'text' },
  {
    key: 'status',
    label: 'Status',
    kind: 'options',
    options: [
      { value: 'OPEN', label: 'Open' },
      { value: 'WON', label: 'Won' },
    ],
  },
  { key: 'amountBase', label: 'Amount', kind: 'money' },
  {
    key: 'industry',
    label: 'Industry',
    kind: 'lookup',
    lookupKind: 'INDUSTRY',
    path: ['account', 'industryId'],
  },
  { key: 'createdAt', label: 'Created', kind: 'instant' },
  { key: 'closesOn', label: 'Closes', kind: 'date' },
];

const filterOf = (conditions: FilterCondition[] | undefined, zone = 'UTC') =>
  toFilterInput(fields, conditions, zone);

describe('toFilterInput', () => {
  it('is nothing without conditions', () => {
    expect(filterOf([])).toBeUndefined();
    expect(filterOf(undefined)).toBeUndefined();
  });

  it('nests paths and joins conditions with and', () => {
    expect(
      filterOf([
        ['status', 'in', ['OPEN']],
        ['industry', 'in', ['i1']],
      ]),
    ).toEqual({
      and: [{ status: { in: ['OPEN'] } }, { account: { industryId: { in: ['i1'] } } }],
    });
  });

  it("takes today from the viewer's calendar", () => {
    vi.useFakeTimers({ now: new Date('2026-03-31T22:30:00Z') });
    const of = (key: string, operator: string, value: unknown, zone: string) =>
      filterOf([[key, operator, value]], zone);
    expect(of('createdAt', 'gte', '@today', 'Europe/Prague')).toEqual({
      createdAt: { gte: '2026-03-31T22:00:00.000Z' },
    });
    expect(of('createdAt', 'lte', '@today', 'America/New_York')).toEqual({
      createdAt: { lt: '2026-04-01T04:00:00.000Z' },
    });
    expect(of('closesOn', 'between', ['@today-1m', '@today+2w'], 'UTC')).toEqual({
      closesOn: { between: ['2026-02-28', '2026-04-14'] },
    });
    expect(of('closesOn', 'lte', '@today+1d', 'Europe/Prague')).toEqual({ closesOn: { lte: '2026-04-02' } });
    // Exact times stay the server's business.
    expect(of('createdAt', 'gte', '@now-7d', 'Europe/Prague')).toEqual({ createdAt: { gte: '@now-7d' } });
    vi.useRealTimers();
  });

  it('leaves out unknown fields, wrong operators and unfinished values', () => {
    expect(
      filterOf([
        ['gone', 'eq', 1],
        ['status', 'contains', 'x'],
        ['name', 'contains', ''],
        ['amountBase', 'between', ['1', '']],
      ]),
    ).toBeUndefined();
  });

  it('leaves relative instants and emptiness to the server', () => {
    expect(filterOf([['createdAt', 'gte', '@now-7d']])).toEqual({ createdAt: { gte: '@now-7d' } });
    expect(filterOf([['createdAt', 'isNull', true]])).toEqual({ createdAt: { isNull: true } });
  });
});

describe('a day asked of an instant', () => {
  const between = (from: string, to: string, zone: string) =>
    filterOf([['createdAt', 'between', [from, to]]], zone)?.createdAt;

  it('begins and ends as the viewer sees it', () => {
    expect(between('2026-02-03', '2026-02-03', 'UTC')).toEqual({
      gte: '2026-02-03T00:00:00.000Z',
      lt: '2026-02-04T00:00:00.000Z',
    });
    expect(between('2026-02-03', '2026-02-03', 'America/Los_Angeles')).toEqual({
      gte: '2026-02-03T08:00:00.000Z',
      lt: '2026-02-04T08:00:00.000Z',
    });
    expect(filterOf([['createdAt', 'gte', '2026-02-03']], 'Asia/Kolkata')).toEqual({
      createdAt: { gte: '2026-02-02T18:30:00.000Z' },
    });
    expect(filterOf([['createdAt', 'lte', '2026-12-31']], 'Europe/Prague')).toEqual({
      createdAt: { lt: '2026-12-31T23:00:00.000Z' },
    });
  });

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    expect(between('2026-03-29', '2026-03-29', 'Europe/Prague')).toEqual({
      gte: '2026-03-28T23:00:00.000Z',
      lt: '2026-03-29T22:00:00.000Z',
    });
    expect(between('2026-10-25', '2026-10-25', 'Europe/Prague')).toEqual({
      gte: '2026-10-24T22:00:00.000Z',
      lt: '2026-10-25T23:00:00.000Z',
    });
  });

  it('begins after the jump where midnight is skipped, and at the first of two midnights', () => {
    expect(between('2026-04-24', '2026-04-24', 'Africa/Cairo')).toEqual({
      gte: '2026-04-23T22:00:00.000Z',
      lt: '2026-04-24T21:00:00.000Z',
    });
    expect(between('2026-11-01', '2026-11-01', 'America/Havana')).toEqual({
      gte: '2026-11-01T04:00:00.000Z',
      lt: '2026-11-02T05:00:00.000Z',
    });
  });
});

describe('search params', () => {
  it('drops what is not a condition', () => {
    expect(listSearch({ q: '', filter: [['a', 'eq', 1], 'x', [1, 2, 3]], sort: '-AMOUNT' })).toEqual({
      filter: [['a', 'eq', 1]],
      sort: '-AMOUNT',
    });
  });

  it('follows only paths of this app after signing in', () => {
    expect(authSearch({ next: '/deals' })).toEqual({ next: '/deals' });
    expect(authSearch({ next: '//evil.example' })).toEqual({});
    expect(authSearch({ next: 'https://evil.example' })).toEqual({});
  });
});

describe('FilterBar', () => {
  it('shows conditions in words, removes and adds them', async () => {
    const user = userEvent.setup();
    const onChange = vi.fn();
    renderUi(<FilterBar fields={fields} value={[['status', 'in', ['OPEN']]]} onChange={onChange} />);
    expect(screen.getByText('is any of Open')).toBeTruthy();

    await user.click(screen.getByRole('button', { name: 'Remove the filter Status' }));
    expect(onChange).toHaveBeenLastCalledWith([]);

    await user.click(screen.getByRole('button', { name: 'Filter' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Name' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'acme{Enter}');
    expect(onChange).toHaveBeenLastCalledWith([
      ['status', 'in', ['OPEN']],
      ['name', 'contains', 'acme'],
    ]);
  });
});
