import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { authSearch, listSearch } from '@/searchParams';
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
];

describe('toFilterInput', () => {
  it('is nothing without conditions', () => {
    expect(toFilterInput(fields, [])).toBeUndefined();
    expect(toFilterInput(fields, undefined)).toBeUndefined();
  });

  it('nests paths and joins conditions with and', () => {
    expect(
      toFilterInput(fields, [
        ['status', 'in', ['OPEN']],
        ['industry', 'in', ['i1']],
      ]),
    ).toEqual({
      and: [{ status: { in: ['OPEN'] } }, { account: { industryId: { in: ['i1'] } } }],
    });
  });

  it('leaves out unknown fields, wrong operators and unfinished values', () => {
    expect(
      toFilterInput(fields, [
        ['gone', 'eq', 1],
        ['status', 'contains', 'x'],
        ['name', 'contains', ''],
        ['amountBase', 'between', ['1', '']],
      ]),
    ).toBeUndefined();
  });

  it('reads a day as the edges of an instant', () => {
    expect(toFilterInput(fields, [['createdAt', 'lte', '2026-02-03']])).toEqual({
      createdAt: { lte: '2026-02-03T23:59:59Z' },
    });
    expect(toFilterInput(fields, [['createdAt', 'gte', '@now-7d']])).toEqual({
      createdAt: { gte: '@now-7d' },
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
