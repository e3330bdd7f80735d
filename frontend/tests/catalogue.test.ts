import { describe, expect, it } from 'vitest';
import {
  addInput,
  againInput,
  atField,
  BLANK,
  newChoice,
  newNameOf,
  type Rival,
} from '@/features/deal/competitors/model';
import { unpriced, withPrice } from '@/features/products/prices';
import { steady } from '@/features/records/useSteadyOrder';
import { toFilterInput } from '@/ui/FilterBar';

describe('naming a competitor', () => {
  it('sends one that is there by id', () => {
    const form = { ...BLANK, competitorId: 'comp_1', tactic: ' Show the savings ' };
    expect(addInput('deal_1', form)).toEqual({
      dealId: 'deal_1',
      competitorId: 'comp_1',
      threat: 'MEDIUM',
      tactic: 'Show the savings',
      strengths: null,
      weaknesses: null,
    });
  });

  it('makes a new one of the name that was typed', () => {
    const competitorId = newChoice('Rival & Sons ');
    expect(newNameOf(competitorId)).toBe('Rival & Sons');
    expect(newNameOf('comp_1')).toBeUndefined();
    const input = addInput('deal_1', { ...BLANK, competitorId, website: 'rival.example', threat: 'HIGH' });
    expect(input).toMatchObject({
      newCompetitor: { name: 'Rival & Sons', website: 'rival.example' },
      threat: 'HIGH',
    });
    expect(input).not.toHaveProperty('competitorId');
  });

  it('shows what is wrong with a new one where it was named', () => {
    const error = (path: string[]) => ({ code: 'TAKEN', message: '', path });
    expect(atField(error(['input', 'newCompetitor', 'name'])).path).toEqual(['competitorId']);
    expect(atField(error(['newCompetitor', 'website'])).path).toEqual(['website']);
    expect(atField(error(['input', 'tactic'])).path).toEqual(['input', 'tactic']);
  });

  it('puts one that was taken off back with all that was known', () => {
    const rival: Rival = {
      id: 'dcmp_1',
      version: 2,
      threat: 'HIGH',
      outcome: 'BEATEN',
      tactic: 'Be first',
      strengths: null,
      weaknesses: 'Slow',
      competitor: { id: 'comp_1', name: 'Rival', strengths: null, weaknesses: null, archived: false },
    };
    expect(againInput('deal_1', rival)).toEqual({
      dealId: 'deal_1',
      competitorId: 'comp_1',
      threat: 'HIGH',
      tactic: 'Be first',
      strengths: null,
      weaknesses: 'Slow',
    });
  });
});

describe('the order of what is being edited', () => {
  it('stays, new ones come last', () => {
    expect(steady(['a', 'b', 'c'], ['c', 'd', 'a'])).toEqual(['a', 'c', 'd']);
    expect(steady([], ['b', 'a'])).toEqual(['b', 'a']);
  });
});

describe("a product's prices", () => {
  const prices = [
    { currency: 'EUR', unitPrice: '10.00' },
    { currency: 'USD', unitPrice: '12.00' },
  ];

  it('are replaced as a whole: the others go along', () => {
    expect(withPrice(prices, 'USD', '11.50')).toEqual([prices[0], { currency: 'USD', unitPrice: '11.50' }]);
    expect(withPrice(prices, 'CZK', '250')).toEqual([...prices, { currency: 'CZK', unitPrice: '250' }]);
    expect(withPrice(prices, 'EUR', null)).toEqual([prices[1]]);
    expect(withPrice(prices, 'CZK', null)).toEqual(prices);
  });

  it('are offered for the currencies that have none', () => {
    expect(unpriced(prices, ['EUR', 'CZK', 'USD'])).toEqual(['CZK']);
  });
});

describe('deals by what is on them', () => {
  it('ask for at least one such record', () => {
    const fields = [
      { key: 'competitor', label: '', kind: 'competitor', path: ['competitors', 'some', 'competitorId'] },
    ] as const;
    expect(toFilterInput(fields, [['competitor', 'in', ['comp_1']]], 'UTC')).toEqual({
      competitors: { some: { competitorId: { in: ['comp_1'] } } },
    });
    expect(toFilterInput(fields, [['competitor', 'isNull', true]], 'UTC')).toBeUndefined();
  });
});
