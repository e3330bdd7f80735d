import { describe, expect, it } from 'vitest';
import { discountedTotals } from '@/features/deal/lines/amounts';
import { emptyValues } from '@/features/gate/values';
import { orderFilter, viewOf as orderViewOf } from '@/features/orders/views';
import { withCost, withPrice } from '@/features/products/prices';
import { acceptInput, wonStages } from '@/features/proposals/acceptForm';
import {
  type Compared,
  changedIn,
  isAlike,
  type LineDifference,
  unchanged,
} from '@/features/proposals/comparison';
import { signed } from '@/features/proposals/money';
import {
  isCurrent,
  offered,
  proposalFilter,
  STATUSES,
  VIEWS,
  validity,
  viewFilter,
  viewOf,
} from '@/features/proposals/status';

const line = (quantity: string, unitPrice: string, discountPercent = '0', taxPercent = '0') => ({
  quantity,
  unitPrice,
  discountPercent,
  taxPercent,
});

describe('what a proposal comes to', () => {
  it('takes both discounts off at once and rounds each line once', () => {
    const totals = discountedTotals([line('10', '49.90', '0', '21'), line('1', '1200', '10', '21')], '5');
    expect(totals).toMatchObject({
      subtotal: '1579.00',
      discount: '78.95',
      net: '1500.05',
      tax: '315.01',
      total: '1815.06',
    });
    expect(totals.lines[1]).toEqual({ total: '1080.00', net: '1026.00', tax: '215.46' });
  });

  it('does not round a rounded amount again', () => {
    // 0.335 less 10 % is 0.3015, to the cent 0.30; rounded before the discount it would be 0.34 and 0.31.
    expect(discountedTotals([line('1', '0.335')], '10').net).toBe('0.30');
    expect(discountedTotals([line('3', '33.3333', '33.33')], '33.33').net).toBe('44.45');
  });

  it('is exact beyond what a float holds, and nothing of nothing', () => {
    expect(discountedTotals([line('3', '30000000000000.01')], '0').net).toBe('90000000000000.03');
    expect(discountedTotals([], '7')).toEqual({
      lines: [],
      subtotal: '0.00',
      discount: '0.00',
      net: '0.00',
      tax: '0.00',
      total: '0.00',
    });
    expect(discountedTotals([line('2', '50')], '100')).toMatchObject({ discount: '100.00', net: '0.00' });
  });
});

describe('the status', () => {
  it('says what is still current', () => {
    const current = STATUSES.filter((status) => isCurrent({ status, archived: false }));
    expect(current).toEqual(['DRAFT', 'IN_APPROVAL', 'APPROVED', 'SENT', 'ACCEPTED', 'REJECTED']);
    expect(isCurrent({ status: 'DRAFT', archived: true })).toBe(false);
  });

  it('marks a last day that is near or past as long as it matters', () => {
    const today = '2026-05-10';
    expect(validity('2026-05-18', 'SENT', today)).toBeUndefined();
    expect(validity('2026-05-17', 'SENT', today)).toBe('near');
    expect(validity('2026-05-10', 'DRAFT', today)).toBe('near');
    expect(validity('2026-05-09', 'DRAFT', today)).toBe('over');
    expect(validity('2026-05-09', 'ACCEPTED', today)).toBeUndefined();
    expect(validity('2026-05-09', 'EXPIRED', today)).toBe('over');
  });

  it('offers the usual next step first, and only what may be done', () => {
    const state = { archived: false, status: 'SENT' as const };
    expect(offered({ ...state, actions: ['DECLINE', 'REVISE', 'ARCHIVE', 'ACCEPT'] })).toEqual({
      next: 'ACCEPT',
      others: ['REVISE', 'DECLINE', 'ARCHIVE'],
    });
    expect(offered({ ...state, actions: [] })).toEqual({ next: undefined, others: [] });
    expect(offered({ ...state, status: 'APPROVED', actions: ['REOPEN', 'SEND'] }).next).toBe('SEND');
    const accepted = { ...state, status: 'ACCEPTED' as const, actions: ['ORDER'] };
    expect(offered(accepted).next).toBe('ORDER');
    expect(offered({ ...accepted, ordered: true })).toEqual({ next: undefined, others: ['ORDER'] });
    const replaced = offered({ ...state, status: 'SUPERSEDED', actions: ['ARCHIVE'] });
    expect(replaced).toEqual({ next: undefined, others: ['ARCHIVE'] });
    // Edited where the values stand, recalled where the approval is told of.
    expect(offered({ ...state, status: 'DRAFT', actions: ['EDIT', 'RECALL', 'SUBMIT'] })).toEqual({
      next: 'SUBMIT',
      others: [],
    });
    expect(offered({ ...state, archived: true, actions: ['ARCHIVE'] }).others).toEqual([]);
  });
});

describe('the lists', () => {
  it('begin with what is open, also after an old link', () => {
    expect(viewOf('whatever')).toBe('open');
    expect(orderViewOf(undefined)).toBe('open');
    expect(viewFilter('open')).toEqual({ open: { eq: true } });
    expect(viewFilter('in_approval')).toEqual({ status: { in: ['IN_APPROVAL'] } });
    expect(viewFilter('archived')).toEqual({ archived: { eq: true } });
    expect(viewFilter('all')).toBeNull();
    expect(VIEWS.filter((view) => view !== 'all' && !viewFilter(view))).toEqual([]);
  });

  it('let neither the view nor the chips widen the other', () => {
    const asked = { status: { in: ['SENT'] } } as const;
    expect(proposalFilter('all', asked as never)).toEqual(asked);
    expect(proposalFilter('draft', asked as never)).toEqual({ and: [{ status: { in: ['DRAFT'] } }, asked] });
    expect(orderFilter('all', null)).toBeNull();
    expect(orderFilter('fulfilled', null)).toEqual({ status: { eq: 'FULFILLED' } });
    const number = { number: { contains: 'O-2026' } };
    expect(orderFilter('open', number)).toEqual({ and: [{ status: { eq: 'OPEN' } }, number] });
  });
});

describe('accepting', () => {
  const at = { id: 'prop_1', expectedVersion: 7 };
  const gate = emptyValues([{ kind: 'FIELD', key: 'customerNeeds', label: 'Customer needs' }]);
  const values = { stageId: 'won', createOrder: true, winLossReport: ' Good demo ' };

  it('moves the deal only where that was chosen', () => {
    expect(acceptInput(at, { ...values, stageId: '' }, gate, undefined, {})).toEqual({
      ...at,
      createOrder: true,
    });
    expect(acceptInput(at, { ...values, createOrder: false }, gate, undefined, {})).toEqual({
      ...at,
      createOrder: false,
      wonStageId: 'won',
      winLossReport: 'Good demo',
    });
  });

  it('sends what the stage asked for with it', () => {
    const filled = { ...gate, fields: { customerNeeds: 'Less waiting' }, overrideReason: '' };
    expect(acceptInput(at, values, filled, 'acct_1', {})).toMatchObject({
      fields: { customerNeeds: 'Less waiting' },
      winLossReport: 'Good demo',
    });
  });

  it('offers the won stages of an open deal, in their order', () => {
    const stages = [
      { id: 'b', name: 'Won later', kind: 'WON', position: 9 },
      { id: 'a', name: 'Won', kind: 'WON', position: 8 },
      { id: 'o', name: 'Offer', kind: 'OPEN', position: 1 },
    ];
    expect(wonStages({ status: 'OPEN', pipeline: { stages } }).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(wonStages({ status: 'LOST', pipeline: { stages } })).toEqual([]);
  });
});

describe('the comparison', () => {
  const shown = { id: 'l', version: 1, description: 'Licence', ...line('10', '50'), total: '500' };
  const difference = (more: Partial<LineDifference>): LineDifference => ({
    kind: 'CHANGED',
    fields: ['unitPrice'],
    before: shown,
    after: { ...shown, unitPrice: '45', total: '450' },
    ...more,
  });

  it('marks what differs, and the total with it', () => {
    expect([...changedIn(difference({}))]).toEqual(['unitPrice', 'total']);
    expect([...changedIn(difference({ fields: ['description'], after: shown }))]).toEqual(['description']);
    expect(changedIn(difference({ kind: 'ADDED', before: null, fields: [] })).size).toBe(0);
  });

  it('counts the lines that are alike', () => {
    const same = difference({ kind: 'SAME', fields: [] });
    expect(unchanged([same, difference({}), same])).toBe(2);
    const compared = { fields: [], lines: [same] } as unknown as Compared;
    expect(isAlike(compared)).toBe(true);
    expect(isAlike({ ...compared, lines: [same, difference({})] })).toBe(false);
  });

  it('says which way an amount went', () => {
    expect(signed('-950.00')).toEqual({ sign: '−', amount: '950.00' });
    expect(signed('12.50')).toEqual({ sign: '+', amount: '12.50' });
    expect(signed('0.00')).toEqual({ sign: '', amount: '0.00' });
  });
});

describe('what a product costs', () => {
  const prices = [
    { currency: 'EUR', unitPrice: '10', unitCost: '4' },
    { currency: 'USD', unitPrice: '12', unitCost: null },
  ];

  it('stays when the price changes, and goes with it', () => {
    expect(withPrice(prices, 'EUR', '11')).toEqual([
      { currency: 'EUR', unitPrice: '11', unitCost: '4' },
      { currency: 'USD', unitPrice: '12' },
    ]);
    expect(withPrice(prices, 'EUR', null)).toEqual([{ currency: 'USD', unitPrice: '12' }]);
  });

  it('is given and taken away by itself', () => {
    expect(withCost(prices, 'USD', '5')[1]).toEqual({ currency: 'USD', unitPrice: '12', unitCost: '5' });
    expect(withCost(prices, 'EUR', null)[0]).toEqual({ currency: 'EUR', unitPrice: '10' });
    // Without a price there is nothing to compare it with.
    expect(withCost(prices, 'CZK', '1')).toHaveLength(2);
  });
});
