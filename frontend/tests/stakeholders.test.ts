import { describe, expect, it } from 'vitest';
import { addInput, atFields, blankForm } from '@/features/deal/stakeholders/addForm';
import { newNameOf } from '@/features/deal/stakeholders/contactChoice';
import { BOX, bowOf, boxAt, layoutOf } from '@/features/deal/stakeholders/graph';
import {
  againInput,
  initialsOf,
  keepOrder,
  linksAgain,
  loyaltyWord,
  type Person,
  shorten,
} from '@/features/deal/stakeholders/model';
import {
  cellSize,
  fan,
  frameFor,
  places,
  pointOf,
  quadrantOf,
  snap,
  step,
} from '@/features/deal/stakeholders/plot';

const person = (id: string, name: string, more: Partial<Person> = {}): Person => ({
  id,
  version: 1,
  side: 'CUSTOMER',
  influence: 3,
  loyalty: 0,
  lastMetOn: null,
  motivators: null,
  notes: null,
  role: null,
  contact: { id: `contact-${id}`, name, jobTitle: null },
  ...more,
});

const ALL = [1, 2, 3, 4, 5].flatMap((influence) =>
  [-2, -1, 0, 1, 2].map((loyalty) => ({ influence, loyalty })),
);

describe('the plot', () => {
  const frame = frameFor(700);

  it.each([320, 700])(
    'gives every rating a cell of its own that it is found in again, %i px wide',
    (width) => {
      const own = frameFor(width);
      for (const rating of ALL) expect(snap(pointOf(rating, own), own)).toEqual(rating);
    },
  );

  it('takes what lies beside the drawing for the nearest cell', () => {
    expect(snap({ x: -50, y: -50 }, frame)).toEqual({ influence: 5, loyalty: -2 });
    expect(snap({ x: 9_999, y: 9_999 }, frame)).toEqual({ influence: 1, loyalty: 2 });
  });

  it('moves by arrow keys, and not over the edge', () => {
    expect(step({ influence: 3, loyalty: 0 }, 'ArrowRight')).toEqual({ influence: 3, loyalty: 1 });
    expect(step({ influence: 3, loyalty: 0 }, 'ArrowUp')).toEqual({ influence: 4, loyalty: 0 });
    expect(step({ influence: 1, loyalty: -2 }, 'ArrowDown')).toEqual({ influence: 1, loyalty: -2 });
    expect(step({ influence: 1, loyalty: -2 }, 'ArrowLeft')).toEqual({ influence: 1, loyalty: -2 });
    expect(step({ influence: 3, loyalty: 0 }, 'Enter')).toBeUndefined();
  });

  it('names the quarters', () => {
    expect(quadrantOf({ influence: 5, loyalty: -1 })).toBe('winOver');
    expect(quadrantOf({ influence: 3, loyalty: 0 })).toBe('winOver');
    expect(quadrantOf({ influence: 4, loyalty: 1 })).toBe('keepClose');
    expect(quadrantOf({ influence: 2, loyalty: 0 })).toBe('watch');
    expect(quadrantOf({ influence: 1, loyalty: 2 })).toBe('keepInformed');
  });

  it.each([2, 3, 7, 30])('fans %i of one rating out, inside their cell and none upon another', (count) => {
    const cell = cellSize(frame);
    const offs = Array.from({ length: count }, (_, index) => fan(index, count, cell, 18));
    for (const { x, y } of offs) {
      expect(Math.abs(x) + 18).toBeLessThanOrEqual(cell.width / 2);
      expect(Math.abs(y) + 18).toBeLessThanOrEqual(cell.height / 2);
    }
    expect(new Set(offs.map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`)).size).toBe(count);
  });

  it('does not depend on the order people come in', () => {
    const people = ['a', 'b', 'c'].map((id) => ({ id, influence: 4, loyalty: 1 }));
    expect([...places(people, frame, 18)].sort()).toEqual([...places(people.toReversed(), frame, 18)].sort());
    expect(places([...people.slice(0, 1)], frame, 18).get('a')).toEqual({
      ...pointOf({ influence: 4, loyalty: 1 }, frame),
      alone: true,
    });
  });
});

describe('the graph', () => {
  const nodes = [
    { id: 'a', name: 'Anna', influence: 5 },
    { id: 'b', name: 'Boris', influence: 2 },
    { id: 'c', name: 'Clara', influence: 2 },
    { id: 'd', name: 'David', influence: 4 },
    { id: 'e', name: 'Eva', influence: 4 },
  ];
  const links = [
    { from: { id: 'b' }, to: { id: 'e' } },
    { from: { id: 'c' }, to: { id: 'd' } },
  ];

  it('puts the most influential on top, and everybody near those they are linked with', () => {
    const { nodes: at } = layoutOf(nodes, links, 700);
    const y = (id: string) => at.get(id)?.y ?? Number.NaN;
    expect(y('a')).toBeLessThan(y('d'));
    expect(y('d')).toBe(y('e'));
    expect(y('e')).toBeLessThan(y('b'));
    const x = (id: string) => at.get(id)?.x ?? Number.NaN;
    expect(x('b') > x('c')).toBe(x('e') > x('d'));
  });

  it('is the same for the same people in any order', () => {
    const one = layoutOf(nodes, links, 700);
    const other = layoutOf(nodes.toReversed(), links.toReversed(), 700);
    expect([...one.nodes].sort()).toEqual([...other.nodes].sort());
    expect(one.height).toBe(other.height);
  });

  it.each([320, 700])('keeps the boxes apart and inside, %i px wide', (width) => {
    const many = Array.from({ length: 23 }, (_, index) => ({
      id: String(index),
      name: `P${index}`,
      influence: 1 + (index % 3),
    }));
    const layout = layoutOf(many, [], width);
    const points = [...layout.nodes.values()];
    expect(points).toHaveLength(23);
    for (const [index, point] of points.entries()) {
      expect(point.x - BOX.width / 2).toBeGreaterThanOrEqual(0);
      expect(point.x + BOX.width / 2).toBeLessThanOrEqual(width);
      expect(point.y + BOX.height / 2).toBeLessThanOrEqual(layout.height);
      for (const other of points.slice(index + 1)) {
        const apart = Math.abs(point.x - other.x) >= BOX.width || Math.abs(point.y - other.y) >= BOX.height;
        expect(apart).toBe(true);
      }
    }
  });

  it('leads an arrow around who stands between', () => {
    const [from, between, to] = [
      { x: 350, y: 400 },
      { x: 350, y: 250 },
      { x: 350, y: 100 },
    ];
    const straight = bowOf(from, to);
    expect(Math.abs(straight.middle.x - between.x)).toBeLessThan(BOX.width / 2);
    const around = bowOf(from, to, [from, between, to]);
    expect(Math.abs(around.middle.x - between.x)).toBeGreaterThan(BOX.width / 2);
  });

  it('draws there and back on two sides, and finds the box below a point', () => {
    const [from, to] = [
      { x: 100, y: 100 },
      { x: 400, y: 300 },
    ];
    expect(bowOf(from, to).middle).not.toEqual(bowOf(to, from).middle);
    const layout = layoutOf(nodes, links, 700);
    const anna = layout.nodes.get('a') ?? from;
    expect(boxAt({ x: anna.x + 10, y: anna.y - 10 }, layout)).toBe('a');
    expect(boxAt({ x: -500, y: 0 }, layout)).toBeUndefined();
  });
});

describe('a stakeholder', () => {
  it('comes back as they were', () => {
    const full = person('s1', 'Anna Berg', {
      side: 'THIRD_PARTY',
      influence: 5,
      loyalty: -2,
      lastMetOn: '2026-03-01',
      motivators: 'A quiet life',
      notes: 'Likes tea',
      role: { id: 'role-1', label: 'Champion' },
    });
    expect(againInput('deal-1', full, true)).toEqual({
      dealId: 'deal-1',
      contactId: 'contact-s1',
      roleId: 'role-1',
      side: 'THIRD_PARTY',
      influence: 5,
      loyalty: -2,
      lastMetOn: '2026-03-01',
      motivators: 'A quiet life',
      notes: 'Likes tea',
      primary: true,
    });
    expect(againInput('deal-1', full, false).primary).toBeUndefined();
  });

  it('comes back with the influence drawn from and to them', () => {
    const link = (from: string, to: string, strength: number) => ({
      id: `${from}${to}`,
      version: 1,
      strength,
      from: { id: from },
      to: { id: to },
    });
    expect(linksAgain([link('a', 'b', 1), link('b', 'c', 3), link('a', 'c', 2)], 'b', 'new')).toEqual([
      { fromId: 'a', toId: 'new', strength: 1 },
      { fromId: 'new', toId: 'c', strength: 3 },
    ]);
  });

  it('keeps its row while it is rated; new ones come last', () => {
    const [anna, ben] = [person('a', 'Anna', { influence: 2 }), person('b', 'Ben', { influence: 5 })];
    expect(keepOrder([], [anna, ben])).toEqual(['b', 'a']);
    expect(
      keepOrder(
        ['b', 'a'],
        [
          { ...anna, influence: 5 },
          { ...ben, influence: 1 },
        ],
      ),
    ).toEqual(['b', 'a']);
    expect(keepOrder(['b', 'a'], [anna, person('c', 'Clara', { influence: 5 })])).toEqual(['a', 'c']);
  });

  it('is called by words and letters', () => {
    expect([-2, -0.6, 0.49, 1.5, 2].map(loyaltyWord)).toEqual([
      'opponent',
      'sceptic',
      'neutral',
      'advocate',
      'advocate',
    ]);
    expect(initialsOf('Jean Luc de Moulin')).toBe('JM');
    expect(initialsOf('Żaneta')).toBe('Ż');
    expect(shorten('Anna Berg', 9)).toBe('Anna Berg');
    expect(shorten('Anna Bergmann', 9)).toBe('Anna Ber…');
  });
});

describe('the form for a new one', () => {
  it('sends either the contact or the new one, never both', () => {
    const form = { ...blankForm('role-1'), contactId: 'contact-1' };
    form.newContact.lastName = ' Berg ';
    form.newContact.emails = 'anna@berg.example';
    expect(addInput('deal-1', form)).toMatchObject({
      contactId: 'contact-1',
      roleId: 'role-1',
      influence: 3,
    });
    expect(addInput('deal-1', form)).not.toHaveProperty('primary');
    expect(addInput('deal-1', { ...form, primary: true })).toMatchObject({ primary: true });
    expect(addInput('deal-1', form)).not.toHaveProperty('newContact');
    const made = addInput('deal-1', { ...form, mode: 'new' });
    expect(made).not.toHaveProperty('contactId');
    expect(made.newContact).toEqual({
      firstName: '',
      lastName: 'Berg',
      jobTitle: null,
      emails: ['anna@berg.example'],
      phones: [],
    });
  });

  it('shows the error of a list at its only field', () => {
    const error = { code: 'INVALID', message: '', path: ['input', 'newContact', 'emails', '0'] };
    expect(atFields(error).path).toEqual(['input', 'newContact', 'emails']);
  });

  it('makes a name of what was typed', () => {
    expect(newNameOf('new:Anna Maria Berg')).toEqual({ firstName: 'Anna Maria', lastName: 'Berg' });
    expect(newNameOf('new:Berg')).toEqual({ firstName: '', lastName: 'Berg' });
    expect(newNameOf('contact-1')).toBeUndefined();
  });
});
