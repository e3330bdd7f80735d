import { describe, expect, it } from 'vitest';
import { goTargets, stepStates, waitingAt } from '@/features/deal/stage/steps';
import { newStep, stepDrafts, stepInputs } from '@/features/settings/pipelines/steps';
import {
  type ItemDraft,
  isDays,
  itemErrors,
  itemInput,
  moved,
  newItem,
  valuesOf,
  without,
} from '@/features/settings/plans/form';

const item = (title: string, more: Partial<ItemDraft> = {}): ItemDraft => ({ ...newItem(), title, ...more });
const titles = (items: readonly ItemDraft[]) => items.map(({ title }) => title).join('');

describe('the tasks of a plan', () => {
  it('change places, and none before the first is counted from', () => {
    const items = [item('a'), item('b', { offsetFrom: 'PREVIOUS_DONE' }), item('c')];
    expect(titles(moved(items, 0, 2))).toBe('bca');
    expect(moved(items, 1, 0)[0]).toMatchObject({ title: 'b', offsetFrom: 'START' });
    // One that stays behind another keeps what it counts from.
    expect(moved(items, 1, 2)[2]).toMatchObject({ title: 'b', offsetFrom: 'PREVIOUS_DONE' });
    expect(titles(moved(items, 0, -1))).toBe('abc');
    expect(titles(moved(items, 2, 3))).toBe('abc');
  });

  it('go out, and the next one may then be the first', () => {
    const items = [item('a'), item('b', { offsetFrom: 'PREVIOUS_DONE' })];
    expect(without(items, items[0]?.key ?? '')).toEqual([{ ...items[1], offsetFrom: 'START' }]);
  });

  it('have keys of their own, saved or not', () => {
    expect(newItem().key).not.toBe(newItem().key);
    expect(valuesOf(undefined).items).toHaveLength(1);
    const saved = {
      id: 'planitem_1',
      title: 'Call',
      offsetDays: 2,
      offsetFrom: 'START',
      assigneeRule: 'USER',
      user: { id: 'user_1' },
      team: null,
      mandatory: true,
      priority: 'HIGH',
    } as const;
    const [draft] = valuesOf({ name: 'P', items: [saved] }).items;
    expect(draft).toMatchObject({ key: 'planitem_1', userId: 'user_1', teamId: null, description: '' });
  });

  it.each([
    [0, true],
    ['12', true],
    [365, true],
    [366, false],
    [-1, false],
    [1.5, false],
    ['', false],
    ['x', false],
  ])('%j days: %s', (days, fine) => {
    expect(isDays(days)).toBe(fine);
  });

  it('say what is wrong at their own fields', () => {
    const texts = { required: 'needed', badDays: 'bad' };
    const items = [
      item('fine'),
      item(' ', { offsetDays: '' }),
      item('whose', { assigneeRule: 'USER' }),
      item('manager', { assigneeRule: 'TEAM_MANAGER' }),
    ];
    expect(itemErrors(items, texts)).toEqual({
      'items.1.title': 'needed',
      'items.1.offsetDays': 'bad',
      'items.2.userId': 'needed',
    });
  });

  it('send nothing of a rule that was left again', () => {
    const one = item(' Call ', { userId: 'user_1', teamId: 'team_1', offsetDays: '3' });
    expect(itemInput(one)).toMatchObject({
      title: 'Call',
      offsetDays: 3,
      userId: null,
      teamId: null,
      description: null,
    });
    expect(itemInput(one)).not.toHaveProperty('id');
    expect(itemInput({ ...one, id: 'planitem_1', assigneeRule: 'TEAM_MANAGER' })).toMatchObject({
      id: 'planitem_1',
      userId: null,
      teamId: 'team_1',
    });
  });
});

describe('the steps of a stage', () => {
  it('keep their ids, and an emptied one goes', () => {
    const drafts = [...stepDrafts([{ id: 'step_1', title: 'Ask', hint: null }]), newStep(' Budget ')];
    expect(stepInputs(drafts)).toEqual([
      { id: 'step_1', title: 'Ask', hint: null },
      { title: 'Budget', hint: null },
    ]);
    expect(stepInputs(drafts.map((draft) => ({ ...draft, title: ' ' })))).toEqual([]);
  });
});

describe('the stage of a deal', () => {
  const steps = [
    { id: 's1', title: 'Ask', hint: 'Whom?' },
    { id: 's2', title: 'Offer' },
  ];
  const ticked = (id: string, done = true) => ({
    step: { id },
    done,
    doneAt: '2026-03-01T10:00:00Z',
    doneBy: { name: 'Ada' },
  });

  it('shows its own steps in order, with who did them', () => {
    expect(stepStates(steps, [ticked('s2'), ticked('s1', false)])).toEqual([
      { id: 's1', title: 'Ask', hint: 'Whom?', done: false, doneAt: null, doneBy: null },
      { id: 's2', title: 'Offer', hint: null, done: true, doneAt: '2026-03-01T10:00:00Z', doneBy: 'Ada' },
    ]);
  });

  it('passes over what was done of another stage', () => {
    expect(stepStates(steps, [ticked('elsewhere')]).some(({ done }) => done)).toBe(false);
  });

  const stage = (id: string, position: number, kind = 'OPEN') => ({ id, name: id, kind, position });
  const stages = [stage('won', 9, 'WON'), stage('c', 3), stage('a', 1), stage('b', 2)];

  it('leads on to open stages only, nearest first', () => {
    const ids = (from: string, skip: boolean) => goTargets(stages, from, skip).map(({ id }) => id);
    expect(ids('a', true)).toEqual(['b', 'c']);
    expect(ids('a', false)).toEqual(['b']);
    expect(ids('c', true)).toEqual([]);
    expect(ids('gone', true)).toEqual([]);
  });

  it('knows which tasks of a plan wait', () => {
    const day = '2026-03-01T16:00:00Z';
    const tasks = [
      { status: 'OPEN', dueAt: day },
      { status: 'OPEN', dueAt: null },
      { status: 'DONE', dueAt: null },
      { status: 'OPEN', dueAt: null },
    ];
    expect(tasks.map((_, index) => waitingAt(tasks, index))).toEqual([false, true, false, false]);
  });
});
