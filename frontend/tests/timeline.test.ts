import { describe, expect, it } from 'vitest';
import {
  type Change,
  chosenKinds,
  firstLines,
  groupByDay,
  kindsOf,
  listed,
  nearDay,
  saidIn,
  viewOf,
} from '@/features/timeline/entries';

describe('groupByDay', () => {
  const entries = [
    { id: 'c', at: '2026-03-29T22:30:00Z' },
    { id: 'b', at: '2026-03-29T21:30:00Z' },
    { id: 'a', at: '2026-03-28T23:30:00Z' },
  ];
  const days = (zone: string) =>
    groupByDay(entries, zone).map(({ day, entries: of }) => [day, of.map(({ id }) => id).join('')]);

  it('goes by the calendar of the viewer, also over a change of the clock', () => {
    expect(days('Europe/Prague')).toEqual([
      ['2026-03-30', 'c'],
      ['2026-03-29', 'ba'],
    ]);
    expect(days('UTC')).toEqual([
      ['2026-03-29', 'cb'],
      ['2026-03-28', 'a'],
    ]);
    expect(days('America/New_York')).toEqual([
      ['2026-03-29', 'cb'],
      ['2026-03-28', 'a'],
    ]);
  });

  it('has no days of nothing', () => {
    expect(groupByDay([], 'UTC')).toEqual([]);
  });
});

describe('nearDay', () => {
  it.each([
    ['2026-03-01', '2026-03-01', 'today'],
    ['2026-02-28', '2026-03-01', 'yesterday'],
    ['2026-02-27', '2026-03-01', undefined],
    // Of somebody whose clock is ahead.
    ['2026-03-02', '2026-03-01', undefined],
  ])('%s seen on %s is %s', (day, today, word) => {
    expect(nearDay(day, today)).toBe(word);
  });
});

describe('the filter in the address', () => {
  it('comes back as it went, in one order', () => {
    expect(viewOf(['TASK', 'STAGE'])).toBe('stage.task');
    expect(chosenKinds('stage.task', 'deal')).toEqual(['STAGE', 'TASK']);
    expect(viewOf([])).toBeUndefined();
    expect(chosenKinds(undefined, 'account')).toEqual([]);
  });

  it('passes over what the record has none of, and what nobody knows', () => {
    expect(chosenKinds('account.note.nonsense', 'deal')).toEqual(['NOTE']);
    expect(kindsOf('contact')).not.toContain('LINE');
    expect(kindsOf('account')).toContain('CONTACT');
  });
});

const change = (field: string, before: unknown, after: unknown, labels: [string?, string?] = []) => ({
  field,
  before,
  after,
  beforeLabel: labels[0] ?? null,
  afterLabel: labels[1] ?? null,
});

describe('listed', () => {
  const fields = (kind: string, changes: Change[]) => listed({ kind, changes }).map(({ field }) => field);

  it('tells of a move from where to where, not what follows from it', () => {
    const changes = [
      change('stageId', 's1', 's2', ['New', 'Won']),
      change('probability', 10, 100),
      change('status', 'OPEN', 'WON'),
      change('closedAt', null, '2026-03-01T00:00:00Z'),
    ];
    expect(fields('deal.stage_changed', changes)).toEqual(['stageId']);
  });

  it('tells of a change all but what is only computed from it', () => {
    const changes = [change('amount', '1', '2'), change('amountBase', '1', '2'), change('custom.x', null, 1)];
    expect(fields('deal.changed', changes)).toEqual(['amount', 'custom.x']);
  });

  it('says little of what is new and nothing of what is gone', () => {
    expect(fields('deal.created', [change('name', null, 'Desks'), change('amount', null, '5')])).toEqual([
      'amount',
    ]);
    // An amount that is shown with its currency says it; without one the line of its own does.
    const amount = change('amount', null, '5');
    const currency = change('currency', null, 'USD');
    expect(fields('deal.created', [{ ...amount, afterCurrency: 'USD' }, currency])).toEqual(['amount']);
    expect(fields('deal.created', [amount, currency])).toEqual(['amount', 'currency']);
    const both = [{ ...change('amount', '4', '5'), afterCurrency: 'USD' }, change('currency', 'EUR', 'USD')];
    expect(fields('deal.changed', both)).toEqual(['amount', 'currency']);
    expect(fields('deal_line.removed', [change('description', 'Desk', null)])).toEqual([]);
    expect(fields('note.created', [change('body', null, 'Hello')])).toEqual([]);
  });
});

describe('saidIn', () => {
  it('prefers the name to the id, and what is to what was', () => {
    expect(saidIn({ changes: [change('contactId', 'contact_1', null, ['Eva Frost'])] }, 'contact')).toBe(
      'Eva Frost',
    );
    expect(saidIn({ changes: [change('description', 'Desk', null)] }, 'description')).toBe('Desk');
    expect(saidIn({ changes: [change('description', 'Desk', 'Table')] }, 'description')).toBe('Table');
  });

  it('tells no ids, and nothing of what did not change', () => {
    expect(saidIn({ changes: [change('contactId', 'contact_1', null)] }, 'contact')).toBeUndefined();
    expect(saidIn({ changes: [] }, 'name')).toBeUndefined();
  });
});

describe('firstLines', () => {
  it.each([
    ['One', 'One'],
    ['One\n\nTwo\r\n  \nThree', 'One\nTwo\nThree'],
    ['1\n2\n3\n4', '1\n2\n3\n…'],
    ['', ''],
    [undefined, ''],
  ])('%j is %j', (text, lines) => {
    expect(firstLines(text)).toBe(lines);
  });
});
