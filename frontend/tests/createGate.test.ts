import { describe, expect, test } from 'vitest';
import { atGate, emptyInputs, gateParts, places } from '@/features/deals/createGate';
import { emptyValues, withAsked } from '@/features/gate/values';

const field = (key: string) => ({ kind: 'FIELD', key, label: key });
const fact = { kind: 'FACT', key: 'decisionMakerKnown', label: 'Known' };
const INPUTS = ['accountId', 'amount'];
const budget = field('budget');
const phone = field('account.phone');

describe('a gate met by a deal that is to be made', () => {
  const all = places(
    [field('amount'), budget, field('tactics'), field('custom.seats'), phone, field('winLossReport'), fact],
    INPUTS,
    ['tactics'],
  );

  test('asks where the form has the input, brings those it has not, and names the rest', () => {
    expect(all.map(({ input, own }) => input ?? own)).toEqual([
      'amount',
      'fields.budget',
      'more.tactics',
      'custom.seats',
      'account.phone',
      undefined,
      undefined,
    ]);
    expect(emptyInputs(all, 'Give it.').map(({ path }) => path.join('.'))).toEqual([
      'input.amount',
      'input.more.tactics',
      'input.custom.seats',
    ]);
  });

  test('gives what was filled in to the deal and to its account, and a reason only where one is asked for', () => {
    const values = withAsked(emptyValues([]), [budget, phone]);
    values.fields.budget = '900';
    values.account.phone = '+420 1';
    values.overrideReason = 'Signed on paper';
    const unmet = { stage: 'Contracting', missing: [budget], canOverride: true };
    expect(gateParts(values, unmet, 'acct_1', {})).toEqual({
      account: { id: 'acct_1', phone: '+420 1' },
      deal: { budget: '900', overrideReason: 'Signed on paper' },
    });
    expect(gateParts(values, undefined, null, {})).toEqual({ account: undefined, deal: { budget: '900' } });
  });

  test('shows a refusal at the input that the gate brought, and no other', () => {
    const values = withAsked(emptyValues([]), [budget, phone, field('account.custom.tier')]);
    const error = (...path: string[]) => ({ code: 'INVALID', message: '', path: ['input', ...path] });
    expect(atGate(error('budget'), values, 'fields')).toBe('fields.budget');
    expect(atGate(error('phone'), values, 'account')).toBe('account.phone');
    expect(atGate(error('custom', 'tier'), values, 'account')).toBe('account.custom.tier');
    expect(atGate(error('custom', 'tier'), values, 'fields')).toBeUndefined();
    expect(atGate(error('amount'), values, 'fields')).toBeUndefined();
  });

  test('keeps what was typed for one stage when another asks for more', () => {
    const first = withAsked(emptyValues([]), [budget]);
    first.fields.budget = '900';
    expect(withAsked(first, [phone]).fields.budget).toBe('900');
  });
});
