import { describe, expect, it } from 'vitest';
import { type CardNode, groupCards } from '@/features/board/group';
import { mayEnter, placeAt, placeBeside, type StageInfo, topOf } from '@/features/board/place';
import { byRank, rankBetween } from '@/features/board/rank';
import { boardFilter, toggleMine } from '@/features/board/useBoardFilter';

/** A small generator with a seed: a failure can be repeated. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state % below;
  };
}

describe('rankBetween', () => {
  it.each([1, 7, 42, 2026])('lies between its neighbours for any order of inserts (seed %i)', (seed) => {
    const next = random(seed);
    const ranks: string[] = [];
    for (let count = 0; count < 2_000; count += 1) {
      const at = next(ranks.length + 1);
      const [low, high] = [ranks[at - 1], ranks[at]];
      const rank = rankBetween(low, high);
      if (low !== undefined) expect(rank > low, `${low} < ${rank}`).toBe(true);
      if (high !== undefined) expect(rank < high, `${rank} < ${high}`).toBe(true);
      expect(rank.endsWith('0')).toBe(false);
      ranks.splice(at, 0, rank);
    }
    expect(Math.max(...ranks.map((rank) => rank.length))).toBeLessThan(24);
  });

  it('finds room at the same spot again and again', () => {
    let low = rankBetween(undefined, undefined);
    const high = rankBetween(low, undefined);
    for (let count = 0; count < 500; count += 1) {
      const rank = rankBetween(low, high);
      expect(low < rank && rank < high).toBe(true);
      low = rank;
    }
  });

  it('answers wrong bounds with a rank after the lower one', () => {
    expect(rankBetween('k', 'c') > 'k').toBe(true);
    expect(rankBetween('k', 'k') > 'k').toBe(true);
  });

  it('orders equal ranks by id', () => {
    const cards = [
      { id: 'b', rank: 'i' },
      { id: 'a', rank: 'i' },
      { id: 'c', rank: 'a' },
    ];
    expect(cards.sort(byRank).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
  });
});

const card = (id: string, stage: string, rank: string): CardNode => ({ id, rank, stage: { id: stage } });
const STAGES = ['s1', 's2', 's3'];
const ids = (entries: readonly { id: string }[] | undefined) => entries?.map(({ id }) => id);

describe('groupCards', () => {
  const nodes = [
    card('a', 's1', 'i'),
    card('b', 's1', 'c'),
    card('c', 's2', 'i'),
    card('x', 'elsewhere', 'i'),
  ];

  it('sorts by rank, and leaves out other pipelines and doubles', () => {
    const groups = groupCards([...nodes, card('a', 's1', 'i')], STAGES);
    expect(ids(groups.get('s1'))).toEqual(['b', 'a']);
    expect(ids(groups.get('s3'))).toEqual([]);
    expect(groups.size).toBe(3);
  });

  it('keeps the identity of untouched columns and entries', () => {
    const before = groupCards(nodes, STAGES);
    const same = groupCards(
      nodes.map((node) => ({ ...node })),
      STAGES,
      undefined,
      before,
    );
    for (const stage of STAGES) expect(same.get(stage)).toBe(before.get(stage));

    const moved = groupCards(
      [nodes[0] as CardNode, card('b', 's2', 'z'), nodes[2] as CardNode],
      STAGES,
      undefined,
      before,
    );
    expect(ids(moved.get('s1'))).toEqual(['a']);
    expect(ids(moved.get('s2'))).toEqual(['c', 'b']);
    expect(moved.get('s3')).toBe(before.get('s3'));
    expect(moved.get('s2')?.[0]).toBe(before.get('s2')?.[0]);
  });

  it('holds back what lies beyond the loaded part, except what the user put there', () => {
    const upTo = new Map([['s1', 'd']]);
    expect(ids(groupCards(nodes, STAGES, { upTo, always: new Set() }).get('s1'))).toEqual(['b']);
    expect(ids(groupCards(nodes, STAGES, { upTo, always: new Set(['a']) }).get('s1'))).toEqual(['b', 'a']);
  });
});

describe('places', () => {
  const groups = groupCards([card('a', 's1', 'c'), card('b', 's1', 'i'), card('c', 's1', 'p')], STAGES);

  it('names one neighbour and a rank between both', () => {
    const place = placeAt(groups, 'x', 's1', 1);
    expect(place).toMatchObject({ stageId: 's1', afterDealId: 'a' });
    expect(place.rank > 'c' && place.rank < 'i').toBe(true);
    expect(placeAt(groups, 'x', 's1', 0)).toMatchObject({ beforeDealId: 'a' });
  });

  it('counts without the card itself', () => {
    expect(placeBeside(groups, 'a', 's1', 'b', 'bottom')).toMatchObject({ afterDealId: 'b' });
    expect(placeBeside(groups, 'a', 's1', 'b', 'top')).toMatchObject({ beforeDealId: 'b' });
    const top = topOf(groups, 'c', 's1');
    expect(top.rank < 'c').toBe(true);
    expect(top.afterDealId ?? top.beforeDealId).toBeUndefined();
  });
});

describe('mayEnter', () => {
  const stage = (id: string, kind: StageInfo['kind']): StageInfo => ({ id, name: id, kind, color: '#000' });
  const stages = [stage('a', 'OPEN'), stage('b', 'OPEN'), stage('c', 'OPEN'), stage('won', 'WON')];

  it('follows the rules among open stages and leaves final ones to the server', () => {
    const strict = { allowSkip: false, allowBack: false };
    expect(mayEnter(stages, strict, 'a', 'b')).toBe(true);
    expect(mayEnter(stages, strict, 'a', 'c')).toBe(false);
    expect(mayEnter(stages, strict, 'b', 'a')).toBe(false);
    expect(mayEnter(stages, strict, 'a', 'won')).toBe(true);
    expect(mayEnter(stages, { allowSkip: true, allowBack: true }, 'c', 'a')).toBe(true);
  });
});

describe('board filter', () => {
  it('never shows inactive deals and joins text and conditions', () => {
    expect(boardFilter([], undefined, '  ', 'UTC')).toEqual({ status: { ne: 'INACTIVE' } });
    const fields = [{ key: 'owner', label: 'Owner', kind: 'user' as const, path: ['ownerId'] }];
    expect(boardFilter(fields, [['owner', 'in', ['@me']]], 'acme', 'UTC')).toEqual({
      and: [
        { status: { ne: 'INACTIVE' } },
        { ownerId: { in: ['@me'] } },
        { or: [{ name: { contains: 'acme' } }, { account: { name: { contains: 'acme' } } }] },
      ],
    });
  });

  it('switches "only mine" on instead of another owner, and off again', () => {
    const on = toggleMine([
      ['owner', 'in', ['u9']],
      ['amount', 'gte', '5'],
    ]);
    expect(on).toEqual([
      ['owner', 'in', ['@me']],
      ['amount', 'gte', '5'],
    ]);
    expect(toggleMine(on)).toEqual([['amount', 'gte', '5']]);
  });
});
