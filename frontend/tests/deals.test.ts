import i18next from 'i18next';
import { describe, expect, it } from 'vitest';
import { conflictIn, fieldConflict } from '@/features/deal/conflict';
import { secondsPerStage, stepState } from '@/features/deal/path';
import { byOrigin, chunks, summarise } from '@/features/deals/bulk';
import {
  atNewAccount,
  dayIn,
  firstStage,
  initialValues,
  isNameless,
  newAccountRules,
  toInput,
} from '@/features/deals/createForm';
import { compareDeals, freeze, placeTouched, type Sortable } from '@/features/deals/order';
import { arrangeColumns, mergeFilter, orderOf, viewName, viewOf } from '@/features/deals/views';
import czech from '@/i18n/cs/app.json';
import type { FilterField } from '@/ui/FilterBar';
import './render';

const fields: FilterField[] = [
  { key: 'amount', label: 'Amount', kind: 'money', path: ['amountBase'] },
  { key: 'owner', label: 'Owner', kind: 'user', path: ['ownerId'] },
  { key: 'industry', label: 'Industry', kind: 'lookup', path: ['account', 'industryId'] },
];

describe('views', () => {
  const open = { filter: { status: { eq: 'OPEN' } }, orderBy: [{ field: 'EXPECTED_CLOSE_ON' }] };

  it('are read from the address, unknown ones as Open', () => {
    expect(viewOf('my-open')).toBe('MY_OPEN');
    expect(viewOf('gone')).toBe('OPEN');
    expect(viewOf(undefined)).toBe('OPEN');
    expect(viewOf(viewName('MY_OPEN'))).toBe('MY_OPEN');
  });

  it('are narrowed by the chips, never widened', () => {
    expect(mergeFilter(open, fields, undefined, 'UTC')).toEqual({ status: { eq: 'OPEN' } });
    expect(mergeFilter(open, fields, [['amount', 'gte', '1000']], 'UTC')).toEqual({
      and: [{ status: { eq: 'OPEN' } }, { amountBase: { gte: '1000' } }],
    });
    expect(
      mergeFilter(
        open,
        fields,
        [
          ['owner', 'in', ['@me']],
          ['industry', 'in', ['i1']],
        ],
        'UTC',
      ),
    ).toEqual({
      and: [
        { status: { eq: 'OPEN' } },
        { and: [{ ownerId: { in: ['@me'] } }, { account: { industryId: { in: ['i1'] } } }] },
      ],
    });
    expect(mergeFilter({ filter: {} }, fields, [], 'UTC')).toBeNull();
  });

  it('have an order of their own until a header is clicked', () => {
    expect(orderOf(open, undefined)).toEqual([{ field: 'EXPECTED_CLOSE_ON', direction: 'ASC' }]);
    expect(orderOf(open, { field: 'NAME', direction: 'DESC' })).toEqual([
      { field: 'NAME', direction: 'DESC' },
    ]);
    expect(orderOf({ orderBy: null }, undefined)).toEqual([]);
  });

  it('show their columns in their order and keep the others at hand', () => {
    const all = [{ id: 'name', fixed: true }, { id: 'account' }, { id: 'owner' }, { id: 'amount' }];
    const columns = arrangeColumns(all, { columns: ['name', 'amount', 'owner_id'] });
    expect(columns.map(({ id, defaultHidden }) => [id, defaultHidden])).toEqual([
      ['name', false],
      ['amount', false],
      ['owner', false],
      ['account', true],
    ]);
  });
});

function deal(id: string, amountBase: string | null): Sortable {
  return {
    id,
    amountBase,
    name: id,
    probability: 10,
    expectedCloseOn: '2026-12-01',
    closedAt: null,
    lastActivityAt: null,
    stageEnteredAt: '',
    createdAt: '',
    updatedAt: '',
    rank: 'a',
  };
}

describe('live order', () => {
  const order = [{ field: 'AMOUNT', direction: 'DESC' as const }];

  it('compares decimals as numbers and ties by id', () => {
    const sorted = [deal('b', '9'), deal('a', '9'), deal('c', '100')].sort(compareDeals(order));
    expect(sorted.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });

  it('moves only what live events have touched', () => {
    const rows = [deal('a', '50'), deal('b', '30'), deal('c', '40')];
    expect(placeTouched(rows, new Set(['c']), order, false).map(({ id }) => id)).toEqual(['a', 'c', 'b']);
    expect(placeTouched(rows, new Set(), order, false).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('leaves to the next page what belongs there', () => {
    const rows = [deal('a', '50'), deal('b', '1')];
    expect(placeTouched(rows, new Set(['b']), order, true).map(({ id }) => id)).toEqual(['a']);
    expect(placeTouched(rows, new Set(['b']), order, false).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('stands still under the pointer: gone rows leave, pages are appended, news wait', () => {
    const rows = [deal('new', '99'), deal('a', '50'), deal('c', '10')];
    const { shown, held } = freeze(rows, rows, ['a', 'left'], new Set(['new']));
    expect(shown.map(({ id }) => id)).toEqual(['a', 'c']);
    expect(held).toBe(1);
  });
});

describe('bulk changes', () => {
  it('go in calls of at most 200', () => {
    expect(chunks(Array.from({ length: 450 }, (_, index) => index)).map(({ length }) => length)).toEqual([
      200, 200, 50,
    ]);
  });

  it('are summed up with the reason of every deal left out', () => {
    const refused = [{ code: 'MOVE_FORBIDDEN', message: 'The pipeline forbids it.', path: [] }];
    const summary = summarise(
      [
        { id: '1', deal: { name: 'One' }, userErrors: [] },
        { id: '2', deal: null, userErrors: refused },
        { id: '3', deal: { name: 'Three' }, userErrors: refused },
        {
          id: '4',
          deal: null,
          userErrors: [{ code: 'NOT_FOUND', message: 'It is gone.', path: [] }],
        },
      ],
      new Map([['2', 'Two']]),
    );
    expect(summary.changed).toBe(1);
    expect(summary.skipped.map(({ name }) => name)).toEqual(['Two', 'Three', '–']);
    expect(summary.reasons).toEqual([
      { reason: 'The pipeline forbids it.', count: 2 },
      { reason: 'It is gone.', count: 1 },
    ]);
    expect(i18next.language).toBe('en');
  });

  it('name what a gate asks for in the words of the reader', async () => {
    i18next.addResourceBundle('cs', 'app', czech);
    await i18next.changeLanguage('cs');
    const missing = [{ kind: 'FIELD', key: 'custom.seats', label: 'Seats' }];
    const gate = { code: 'GATE_UNMET', message: 'The stage asks for Seats.', path: ['stageId'], missing };
    const needLabel = (kind: string, key: string) =>
      kind === 'FIELD' && key === 'custom.seats' ? 'Licence' : '?';
    const { skipped } = summarise([{ id: '1', deal: null, userErrors: [gate] }], new Map(), needLabel);
    await i18next.changeLanguage('en');
    expect(skipped[0]?.reason).toBe('Fáze vyžaduje: Licence.');
  });
});

describe('the way back of a bulk change', () => {
  it('is one call for each place that deals came from', () => {
    const before = new Map([
      ['1', { stageId: 's1', lossReasonId: null, ownerId: 'ada' }],
      ['2', { stageId: 's2', lossReasonId: null, ownerId: 'ada' }],
      ['3', { stageId: 's1', lossReasonId: null, ownerId: 'ben' }],
      ['4', { stageId: 'lost', lossReasonId: 'price', ownerId: 'ben' }],
    ]);
    const stages = byOrigin(['1', '2', '3', '4', 'unknown'], before, ({ stageId, lossReasonId }) => ({
      stageId,
      lossReasonId,
    }));
    expect(stages).toEqual([
      { to: { stageId: 's1', lossReasonId: null }, ids: ['1', '3'] },
      { to: { stageId: 's2', lossReasonId: null }, ids: ['2'] },
      { to: { stageId: 'lost', lossReasonId: 'price' }, ids: ['4'] },
    ]);
    expect(byOrigin(['1', '3'], before, ({ ownerId }) => ({ ownerId }))).toHaveLength(2);
  });
});

describe('conflicts', () => {
  const conflict = {
    code: 'CONFLICT',
    message: '',
    path: [],
    currentVersion: 7,
    changedBy: { name: 'Ben' },
    changed: [{ field: 'owner_id', before: 'u1', after: 'u2', afterLabel: 'Cleo' }],
  };

  it('tell the value of the other side in words', () => {
    const error = conflictIn([conflict]);
    expect(error && fieldConflict(error, 'ownerId')).toEqual({
      theirs: 'u2',
      theirsLabel: 'Cleo',
      who: 'Ben',
      currentVersion: 7,
    });
  });

  it('are none when another field was changed', () => {
    expect(fieldConflict(conflict, 'amount')).toBeUndefined();
    expect(conflictIn([{ code: 'INVALID', message: '', path: [] }])).toBeUndefined();
  });
});

describe('the create form', () => {
  const workspace = { baseCurrency: 'CZK', timeZone: 'Europe/Prague', defaultDaysToClose: 42 };
  const stage = (id: string, position: number, kind = 'OPEN', allowCreate = true) => ({
    id,
    position,
    kind,
    allowCreate,
  });
  const pipelines = [
    { isDefault: false, archived: false, stages: [stage('other', 1)] },
    {
      isDefault: true,
      archived: false,
      stages: [stage('won', 9, 'WON'), stage('second', 2), stage('closed', 1, 'OPEN', false)],
    },
  ];

  it('starts in the first stage that takes new deals and closes after the default days', () => {
    expect(firstStage(pipelines)).toBe('second');
    const values = initialValues({
      workspace,
      pipelines,
      viewerId: 'me',
      now: new Date('2026-01-01T23:30:00Z'),
    });
    // It is already the second of January in Prague.
    expect(values).toMatchObject({
      stageId: 'second',
      ownerId: 'me',
      currency: 'CZK',
      expectedCloseOn: '2026-02-13',
    });
    expect(dayIn(0, 'America/New_York', new Date('2026-01-01T02:00:00Z'))).toBe('2025-12-31');
  });

  it('takes what it was opened with and leaves defaults to the server', () => {
    const values = initialValues({
      workspace,
      pipelines,
      viewerId: 'me',
      stageId: 's',
      accountId: 'a',
      contactId: 'c',
    });
    const input = toInput(values, 'a');
    expect(input).toMatchObject({ stageId: 's', accountId: 'a', primaryContactId: 'c', ownerId: 'me' });
    expect(input.name).toBeNull();
    expect(input.sourceId).toBeNull();
    expect(isNameless(values)).toBe(false);
  });

  it('asks for a name where there is nothing to name the deal after', () => {
    const values = initialValues({ workspace, pipelines: [], viewerId: 'me' });
    expect(isNameless(values)).toBe(true);
    expect(isNameless({ ...values, name: 'Pumps' })).toBe(false);
    expect(isNameless({ ...values, accountId: { id: null, newName: 'Pumps Ltd' } })).toBe(false);
    expect(isNameless({ ...values, primaryContactId: 'c' })).toBe(false);
  });

  it('asks what accounts must have of an account that is made with it, and of no other', () => {
    const field = { key: 'tier', type: 'SELECT', label: 'Tier', required: true, options: [] } as const;
    const rule = newAccountRules([{ ...field, help: null, defaultValue: null }], 'needed').tier;
    const values = initialValues({ workspace, pipelines: [], viewerId: 'me' });
    const made = { ...values, accountId: { id: null, newName: 'Pumps Ltd' } };
    expect(rule?.(null, made)).toBe('needed');
    expect(rule?.('gold', made)).toBeNull();
    expect(rule?.(null, { ...values, accountId: { id: 'a', newName: null } })).toBeNull();
    expect(atNewAccount({ path: ['input', 'custom', 'tier'] }).path).toEqual([
      'input',
      'accountCustom',
      'tier',
    ]);
    expect(atNewAccount({ path: ['input', 'name'] }).path).toEqual(['input', 'accountId']);
  });
});

describe('the stage path', () => {
  const step = (id: string, position: number, kind = 'OPEN') => ({ id, position, kind });
  const all = [step('a', 1), step('b', 2), step('c', 3), step('won', 4, 'WON')];
  const [a, b, c, won] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];

  it('keeps the rules of the pipeline', () => {
    const strict = { allowSkip: false, allowBack: false };
    expect(stepState(b, a, strict, all)).toBe('open');
    expect(stepState(c, a, strict, all)).toBe('blocked');
    expect(stepState(a, b, strict, all)).toBe('blocked');
    expect(stepState(won, a, strict, all)).toBe('open');
    expect(stepState(a, b, { allowSkip: true, allowBack: true }, all)).toBe('done');
  });

  it('adds up several stays and counts the current one up to now', () => {
    const now = new Date('2026-01-03T00:00:00Z').getTime();
    const seconds = secondsPerStage(
      [
        {
          stage: { id: 'a' },
          enteredAt: '2026-01-01T00:00:00Z',
          leftAt: '2026-01-01T01:00:00Z',
          seconds: 3600,
        },
        { stage: { id: 'a' }, enteredAt: '2026-01-02T00:00:00Z', leftAt: null, seconds: null },
      ],
      now,
    );
    expect(seconds.get('a')).toBe(3600 + 86_400);
  });
});
