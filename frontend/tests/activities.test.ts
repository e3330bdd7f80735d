import { describe, expect, test } from 'vitest';
import { readAgain } from '@/features/activities/Activities';
import { durationAfter, usualDuration } from '@/features/activities/form';
import { type Piece, read } from '@/features/activities/markdown';
import {
  awaitsOutcome,
  inSections,
  justBefore,
  liesAhead,
  minutesOf,
  nextMorning,
  spanOf,
} from '@/features/activities/when';

/** As markup, for reading. */
function markup(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { tag, href, align, start, children } = piece;
      const marks = [href && `href=${href}`, align && `align=${align}`, start && `start=${start}`];
      return `<${[tag, ...marks.filter(Boolean)].join(' ')}>${markup(children)}</${tag}>`;
    })
    .join('');
}

describe('minutes', () => {
  test.each([
    ['plain', '<p>plain</p>'],
    ['one\ntwo', '<p>one<br></br>two</p>'],
    ['# A\n## B', '<h4>A</h4><h5>B</h5>'],
    ['- **a**\n- _b_', '<ul><li><strong>a</strong></li><li><em>b</em></li></ul>'],
    ['3. c', '<ol start=3><li>c</li></ol>'],
    ['> so', '<blockquote><p>so</p></blockquote>'],
    ['`x`\n\n```\ny\n```', '<p><code>x</code></p><pre>y</pre>'],
    ['see https://a.example/b.', '<p>see <a href=https://a.example/b>https://a.example/b</a>.</p>'],
    ['read notes.md', '<p>read notes.md</p>'],
    [
      '| a | b |\n| - | -: |\n| 1 | 2 |',
      '<table><thead><tr><th>a</th><th align=right>b</th></tr></thead><tbody><tr><td>1</td><td align=right>2</td></tr></tbody></table>',
    ],
  ])('%j', (text, expected) => expect(markup(read(text))).toBe(expected));

  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '[x](data:text/html,hi)',
    '[x](//elsewhere.example)',
  ])('nothing runs: %j', (text) => {
    const tags = markup(read(text)).match(/<(?!\/)[^>]*>/g) ?? [];
    // Text holds its own angle brackets; elements are only those the reader makes.
    const flat = (pieces: readonly Piece[]): string[] =>
      pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.tag, ...flat(piece.children)]));
    expect(flat(read(text)).filter((tag) => !['p', 'a'].includes(tag))).toEqual([]);
    expect(
      tags.filter((tag) => tag.includes('href=')),
      markup(read(text)),
    ).toEqual([]);
  });

  test('a picture is a link to it', () => {
    expect(markup(read('![plan](https://a.example/p.png)'))).toBe(
      '<p>!<a href=https://a.example/p.png>plan</a></p>',
    );
  });
});

describe('how long it lasts unless somebody says', () => {
  test.each([
    ['email', false, ''],
    ['letter', false, ''],
    ['meeting', false, '60'],
    ['call', false, '60'],
    ['a kind of their own', false, '60'],
    [undefined, false, '60'],
    ['email', true, '60'],
  ] as const)('%s', (kind, planned, expected) => expect(usualDuration(kind, planned)).toBe(expected));

  test('follows the kind until something else was chosen', () => {
    const log = (was: string, is: string) => ({ was, is, planned: false });
    expect(durationAfter('60', log('meeting', 'email'))).toBe('');
    expect(durationAfter('', log('email', 'letter'))).toBe('');
    expect(durationAfter('', log('letter', 'call'))).toBe('60');
    expect(durationAfter('15', log('call', 'email'))).toBe('15');
    expect(durationAfter('15', log('email', 'call'))).toBe('15');
    expect(durationAfter('', log('meeting', 'call'))).toBe('');
    expect(durationAfter('60', { was: 'meeting', is: 'email', planned: true })).toBe('60');
  });
});

describe('when', () => {
  const zone = 'Europe/Prague';
  // A Friday, 14:07 on the clock in Prague.
  const now = Date.parse('2026-03-06T13:07:00Z');

  test('what is logged began an hour ago, what is planned begins on a working day', () => {
    expect(justBefore(now, zone)).toEqual({ day: '2026-03-06', time: '13:00' });
    expect(nextMorning(now, zone)).toEqual({ day: '2026-03-09', time: '10:00' });
  });

  test('a span is what day, time and minutes say, and back', () => {
    const span = spanOf({ day: '2026-03-29', time: '01:30' }, 60, zone);
    expect(span).toEqual({ startsAt: '2026-03-29T00:30:00.000Z', endsAt: '2026-03-29T01:30:00.000Z' });
    expect(minutesOf(span)).toBe(60);
    expect(minutesOf(spanOf({ day: '2026-03-06', time: '10:00' }, null, zone))).toBeNull();
  });

  test('what is planned comes first, the soonest on top; what is past follows, the latest first', () => {
    const one = (id: string, status: string, startsAt: string, archived = false) => ({
      id,
      status,
      startsAt,
      archived,
      endsAt: null,
    });
    const over = one('a', 'PLANNED', '2026-03-05T10:00:00Z');
    const ahead = one('b', 'PLANNED', '2026-03-09T10:00:00Z');
    const held = one('c', 'HELD', '2026-03-01T10:00:00Z');
    const missed = one('d', 'MISSED', '2026-03-04T10:00:00Z');
    const away = one('e', 'HELD', '2026-03-05T10:00:00Z', true);
    const { planned, past } = inSections([ahead, held, over, held, missed, away]);
    expect(planned.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(past.map(({ id }) => id)).toEqual(['d', 'c']);
    expect(planned.map((each) => awaitsOutcome(each, now))).toEqual([true, false]);
    expect(planned.map((each) => liesAhead(each, now))).toEqual([false, true]);
    expect(awaitsOutcome({ ...over, endsAt: '2026-03-06T15:00:00Z' }, now)).toBe(false);
  });
});

describe('activities read again', () => {
  test.each([
    [
      [0, false],
      [0, false],
      [50, 20],
    ],
    [
      [50, true],
      [20, true],
      [50, 20],
    ],
    [
      [100, true],
      [60, true],
      [100, 60],
    ],
    [
      [60, false],
      [20, false],
      [110, 40],
    ],
    [
      [50, true],
      [300, true],
      [50, 190],
    ],
    [
      [400, true],
      [400, true],
      [200, 40],
    ],
  ] as const)('are as many as are shown: %s planned, %s past', (planned, past, [plannedFirst, first]) => {
    const shownOf = ([count, hasNext]: readonly [number, boolean]) => ({ count, hasNext });
    expect(readAgain(shownOf(planned), shownOf(past))).toEqual({ plannedFirst, first });
  });
});
