import { describe, expect, it } from 'vitest';
import { dueTone } from '@/features/approvals/due';
import { type Earlier, earlierOf, saidIn } from '@/features/approvals/earlier';
import { partOf, progressOf } from '@/features/approvals/steps';
import { askFor, viewOf } from '@/features/approvals/views';
import { summarise } from '@/features/deals/bulk';
import {
  conditionInput,
  customInput,
  customOf,
  moved,
  newRule,
  newStep,
  type StepDraft,
  stepErrors,
  stepInput,
  valuesOf,
} from '@/features/settings/approvals/form';
import type { FilterField } from '@/ui/FilterBar';

const NOW = Date.parse('2026-03-10T12:00:00Z');

describe('when it is due', () => {
  it.each([
    [null, 'none'],
    ['2026-03-10T11:59:59Z', 'overdue'],
    ['2026-03-10T12:00:01Z', 'soon'],
    ['2026-03-11T11:59:59Z', 'soon'],
    ['2026-03-11T12:00:01Z', 'later'],
  ])('%s is %s', (dueAt, tone) => {
    expect(dueTone(dueAt, NOW)).toBe(tone);
  });
});

describe('what was decided before', () => {
  const run = (id: string, day: number, more: Partial<Earlier> = {}): Earlier => ({
    id,
    version: 1,
    status: 'REJECTED',
    requestedAt: `2026-03-0${day}T10:00:00Z`,
    endedAt: null,
    stage: null,
    subject: { __typename: 'ContractPackage', id: 'pack1' },
    steps: [],
    ...more,
  });
  const now = run('r5', 5, { status: 'PENDING' });

  it('is about the same thing, ended, and was asked for before', () => {
    const others = [
      now,
      run('later', 6),
      run('r4', 4),
      run('open', 3, { status: 'PENDING' }),
      run('other', 2, { subject: { __typename: 'ContractPackage', id: 'pack2' } }),
      run('r1', 1),
    ];
    expect(earlierOf('r5', others).map(({ id }) => id)).toEqual(['r4', 'r1']);
    expect(earlierOf('gone', others)).toEqual([]);
  });

  it('is about the same stage where that is what it is asked for', () => {
    const entry = (id: string, day: number, stage: string) =>
      run(id, day, { stage: { id: stage }, subject: { __typename: '%other' } });
    const all = [entry('c', 3, 'won'), entry('a', 1, 'won'), entry('b', 2, 'lost')];
    expect(earlierOf('c', all).map(({ id }) => id)).toEqual(['a']);
  });

  it('is told by what people said, not by who said nothing', () => {
    const approver = (id: string, comment: string | null) => ({
      id,
      decision: 'APPROVED' as const,
      comment,
      user: { id: `u-${id}`, name: id },
    });
    const steps = [{ id: 's1', approvers: [approver('Ben', null), approver('Ada', 'Fine')] }];
    expect(saidIn({ steps }).map(({ comment }) => comment)).toEqual(['Fine']);
  });
});

describe('an approver', () => {
  it.each([
    [null, 'CURRENT', 'waits'],
    [null, 'WAITING', 'later'],
    [null, 'APPROVED', 'unneeded'],
    [null, 'CANCELLED', 'unneeded'],
    ['APPROVED', 'CURRENT', 'approved'],
    ['REJECTED', 'REJECTED', 'rejected'],
    ['DELEGATED', 'CURRENT', 'delegated'],
  ] as const)('who said %s in a step that is %s: %s', (decision, status, part) => {
    expect(partOf({ decision }, status)).toBe(part);
  });

  it('counts for the progress when they approved, not when they handed it over', () => {
    const approvers = (['APPROVED', 'DELEGATED', null] as const).map((decision) => ({ decision }));
    expect(progressOf({ approvers, needed: 2 } as never)).toEqual({ done: 1, needed: 2 });
  });
});

describe('the views', () => {
  it('fall back to what waits', () => {
    expect(viewOf(undefined)).toBe('waiting');
    expect(viewOf('nonsense')).toBe('waiting');
    expect(viewOf('asked')).toBe('asked');
  });

  it('keep what was on screen, whoever has decided it meanwhile', () => {
    const { filter, orderBy } = askFor('waiting', { ended: false, kept: ['a1'] });
    expect(filter).toEqual({ or: [{ waitingForId: { eq: '@me' } }, { id: { in: ['a1'] } }] });
    expect(orderBy).toEqual([{ field: 'DUE_AT', direction: 'ASC' }]);
    expect(askFor('waiting', { ended: false, kept: [] }).filter).toEqual({ waitingForId: { eq: '@me' } });
  });

  it('show of what was asked for only what runs, until the rest is wanted', () => {
    expect(askFor('asked', { ended: false, kept: [] }).filter).toHaveProperty('status', { eq: 'PENDING' });
    expect(askFor('asked', { ended: true, kept: [] }).filter).not.toHaveProperty('status');
  });
});

describe('a bulk move', () => {
  it('counts those that wait for approval neither as moved nor as skipped', () => {
    const deal = { name: 'Desks' };
    const summary = summarise([
      { id: 'd1', deal, userErrors: [], pendingApproval: null },
      { id: 'd2', deal, userErrors: [], pendingApproval: { id: 'appr_1' } },
      { id: 'd3', deal: null, userErrors: [{ code: 'NOT_ALLOWED', message: 'No.', path: [] }] },
    ]);
    expect(summary).toMatchObject({ changed: 1, changedIds: ['d1'], asked: 1 });
    expect(summary.skipped.map(({ id }) => id)).toEqual(['d3']);
  });
});

const TEXTS = { required: 'needed', badCount: 'count', badHours: 'hours' };
const step = (more: Partial<StepDraft>): StepDraft => ({ ...newStep(), name: 'Lead', ...more });

describe('the steps of a policy', () => {
  it('need a name, somebody to ask, and numbers that can be', () => {
    const errors = stepErrors(
      [
        step({ name: ' ' }),
        step({ approvers: [] }),
        step({ mode: 'AT_LEAST', atLeast: 21, dueHours: 1.5 }),
        step({
          approvers: [
            { ...newRule(), kind: 'USER' },
            { ...newRule(), kind: 'ROLE' },
            { ...newRule(), kind: 'TEAM_MANAGER' },
          ],
        }),
        step({ mode: 'ANY', atLeast: '' }),
      ],
      TEXTS,
    );
    expect(errors).toEqual({
      'steps.0.name': 'needed',
      'steps.1.approvers': 'needed',
      'steps.2.atLeast': 'count',
      'steps.2.dueHours': 'hours',
      'steps.3.approvers.0.userId': 'needed',
      'steps.3.approvers.1.role': 'needed',
      'steps.3.approvers.2.teamId': 'needed',
    });
  });

  it('send nothing of a choice that was left again, and keep the id of what was saved', () => {
    const rule = { ...newRule(), kind: 'ROLE', role: 'MANAGER', userId: 'u9', teamId: 't9' } as const;
    expect(
      stepInput(step({ id: 'astep_1', name: ' Board ', mode: 'ALL', dueHours: '48', approvers: [rule] })),
    ).toEqual({
      id: 'astep_1',
      name: 'Board',
      mode: 'ALL',
      atLeast: null,
      dueHours: 48,
      approvers: [{ kind: 'ROLE', userId: null, role: 'MANAGER', teamId: null }],
    });
  });

  it('move, and stay where they are beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  });
});

describe('the condition of a policy', () => {
  const fields: FilterField[] = [
    { key: 'custom.risk', label: 'Risk', kind: 'options', customKey: 'risk', options: [] },
  ];
  const kept = [
    { key: 'risk', in: ['high'] },
    { key: 'gone', eq: 'x' },
  ];

  it('shows the custom conditions it can, and does not lose the others', () => {
    const { conditions, rest } = customOf(kept, fields, 'UTC');
    expect(conditions).toEqual([['custom.risk', 'in', ['high']]]);
    expect(rest).toEqual([{ key: 'gone', eq: 'x' }]);
    expect(customInput(conditions, rest, fields, 'UTC')).toEqual(kept);
    expect(customOf(null, fields, 'UTC')).toEqual({ conditions: [], rest: [] });
  });

  it('leaves out what was not filled in', () => {
    const values = { ...valuesOf(undefined), amountAtLeast: '50000', marginBelow: ' ' };
    expect(conditionInput(values, [])).toEqual({
      amountAtLeast: '50000',
      discountAtLeast: null,
      marginBelow: null,
      pipelineIds: [],
      custom: [],
    });
  });

  it('asks a deal for no margin: only what is offered has one', () => {
    const values = { ...valuesOf(undefined), marginBelow: '20' };
    expect(conditionInput(values, []).marginBelow).toBeNull();
    expect(conditionInput({ ...values, subject: 'PROPOSAL' as never }, []).marginBelow).toBe('20');
  });
});
