import { describe, expect, test } from 'vitest';
import { unmetGate } from '@/features/gate/asking';
import { askedFor, emptyValues, forgetTyped, keepTyped, startValues, toInput } from '@/features/gate/values';

const need = (key: string, kind = 'FIELD') => ({ kind, key, label: key });

describe('what a gate asks for', () => {
  test('is one input each, facts are none', () => {
    const missing = [need('amount'), need('account.industry'), need('decisionMakerKnown', 'FACT')];
    expect(missing.map((one) => askedFor(one)?.path)).toEqual([
      'fields.amount',
      'account.industryId',
      undefined,
    ]);
    expect(emptyValues(missing)).toEqual({
      fields: { amount: null },
      account: { industryId: null },
      winLossReport: '',
      overrideReason: '',
    });
  });

  test('is sent as far as it was given, and what belongs to the account names it', () => {
    const values = {
      fields: { amount: '1234567890123456.78', customerNeeds: '  ', nextStep: ' Call ' },
      account: { employees: '12', website: '' },
      winLossReport: ' ',
      overrideReason: ' Board decided ',
    };
    expect(toInput(values, 'acct_1')).toEqual({
      fields: { amount: '1234567890123456.78', nextStep: 'Call' },
      account: { id: 'acct_1', employees: 12 },
      overrideReason: 'Board decided',
    });
    // Without an account there is nothing to change of it; the one chosen here counts.
    expect(toInput(values, undefined)).not.toHaveProperty('account');
    const chosen = { ...values, fields: { accountId: 'acct_2' } };
    expect(toInput(chosen, undefined)).toMatchObject({ account: { id: 'acct_2' } });
    expect(toInput({ fields: {}, account: {}, winLossReport: '', overrideReason: '' }, 'acct_1')).toEqual({});
  });

  test('is there again after one has left for what no form can answer, as far as it is asked', () => {
    const missing = [need('amount'), need('nextStep'), need('custom.seats'), need('custom.region')];
    const typed = {
      fields: { amount: '12', source: 'look_1', custom: { seats: '5', gone: 'x' } },
      account: {},
      winLossReport: '',
      overrideReason: 'Now',
    };
    keepTyped('deal_1', 'stage_1', typed);
    expect(startValues('deal_1', 'stage_2', missing)).toEqual(emptyValues(missing));
    expect(startValues('deal_1', 'stage_1', missing)).toEqual({
      fields: { amount: '12', nextStep: null, custom: { seats: '5', region: null } },
      account: {},
      winLossReport: '',
      overrideReason: '',
    });
    forgetTyped('deal_1', 'stage_1');
    expect(startValues('deal_1', 'stage_1', missing)).toEqual(emptyValues(missing));
  });

  test('is known among other refusals', () => {
    const gate = { code: 'GATE_UNMET', message: '', path: ['stageId'], missing: [need('amount')] };
    const conflict = { code: 'CONFLICT', message: '', path: ['expectedVersion'] };
    expect(unmetGate([conflict, gate])).toBe(gate);
    expect(unmetGate([conflict])).toBeUndefined();
  });
});
