import { describe, expect, it } from 'vitest';
import {
  edited,
  endingAt,
  excerptOf,
  labelOf,
  linked,
  mayBe,
  type Person,
  parse,
  peopleIn,
  placeAfterReading,
  queryAt,
  serialise,
  typedFor,
  type Written,
  withCurrentNames,
} from '@/features/notes/mentions';
import { fits, partsOf } from '@/features/notes/text';

const idOf = (letter: string) => `user_${letter.repeat(26)}`;
const ANNA = { id: idOf('a'), name: 'Anna Lindqvist' };
const BEN = { id: idOf('b'), name: 'Ben Carter' };
const OTHER_ANNA = { id: idOf('c'), name: 'Anna Lindqvist' };
const markup = ({ id, name }: Person) => `@[${name}](${id})`;

/** What stands in the field, with the caret at "|" and names in brackets. */
const shown = ({ text, mentions }: Written) =>
  [...mentions]
    .reverse()
    .reduce((all, { at, name }) => `${all.slice(0, at)}[@${name}]${all.slice(at + 1 + name.length)}`, text);

describe('a body with mentions', () => {
  it('is read as names and written back as it was', () => {
    const body = `Ask ${markup(ANNA)}, or ${markup(BEN)}.\n${markup(ANNA)}`;
    const written = parse(body);
    expect(written.text).toBe('Ask @Anna Lindqvist, or @Ben Carter.\n@Anna Lindqvist');
    expect(written.mentions.map(({ at, id }) => [at, id])).toEqual([
      [4, ANNA.id],
      [24, BEN.id],
      [37, ANNA.id],
    ]);
    expect(serialise(written)).toBe(body);
    expect(peopleIn(body)).toBe(2);
  });

  it.each([
    'Call @Anna',
    `@[Anna](user_${'a'.repeat(25)})`,
    `@[Anna](team_${'a'.repeat(26)})`,
    `@[](${ANNA.id})`,
    `@[  ](${ANNA.id})`,
    `@[An\nna](${ANNA.id})`,
    `@[${'x'.repeat(201)}](${ANNA.id})`,
    `[Anna](${ANNA.id})`,
    `@[Anna](x)(${ANNA.id})`,
    '',
  ])('is words where nobody is mentioned: %s', (body) => {
    expect(parse(body)).toEqual({ text: body, mentions: [] });
    expect(serialise(parse(body))).toBe(body);
  });

  it('takes a name with brackets, and the inner of two beginnings', () => {
    expect(shown(parse(`@[Bob [Sales]](${BEN.id})`))).toBe('[@Bob [Sales]]');
    expect(shown(parse(`@[@[Ben](${BEN.id})`))).toBe('@[[@Ben]');
    expect(parse(`@[${'👍'.repeat(200)}](${BEN.id})`).mentions).toHaveLength(1);
  });

  it('keeps of a name what markup can hold', () => {
    expect(labelOf('Ann\nb](x @[y')).toBe('Ann b x  y');
    const odd = { id: BEN.id, name: labelOf('Bob](user_ @[B]') };
    expect(parse(markup(odd)).mentions).toEqual([{ ...odd, at: 0 }]);
  });

  it('says who is meant by the name they go by now', () => {
    const now = [{ ...ANNA, name: 'Anna Berg' }];
    expect(withCurrentNames(`${markup(ANNA)} and ${markup(BEN)}`, now)).toBe(
      `@[Anna Berg](${ANNA.id}) and ${markup(BEN)}`,
    );
    expect(excerptOf(`${markup(ANNA)}\n\nplease  call`, now, 80)).toBe('@Anna Berg please call');
    expect(excerptOf(`${markup(ANNA)} please call`, now, 12)).toBe('@Anna Berg…');
  });

  it('is cut at names and addresses alike', () => {
    const parts = partsOf(`See https://a.example, ${markup(BEN)}!`);
    expect(parts.map(({ text }) => text)).toEqual(['See ', 'https://a.example', ', ', '@Ben Carter', '!']);
    expect(parts.map(({ person }) => person?.id)).toEqual([
      undefined,
      undefined,
      undefined,
      BEN.id,
      undefined,
    ]);
  });

  it('speaks to twenty people at most', () => {
    const crowd = (size: number) =>
      Array.from({ length: size }, (_, at) => markup({ ...ANNA, id: idOf(String.fromCharCode(97 + at)) }));
    expect(fits(crowd(20).join(' '))).toBe(true);
    expect(fits(crowd(21).join(' '))).toBe(false);
    expect(fits(Array(30).fill(markup(ANNA)).join(' '))).toBe(true);
  });
});

describe('writing around names', () => {
  const before = parse(`Hi ${markup(ANNA)} and ${markup(BEN)}!`);

  /** The text as it would be after typing, with the caret at "|". */
  const typed = (marked: string, from: Written = before, known: readonly Person[] = []) =>
    shown(edited(from, marked.replace('|', ''), marked.indexOf('|'), known));

  it.each([
    ['Hi there| @Anna Lindqvist and @Ben Carter!', 'Hi there [@Anna Lindqvist] and [@Ben Carter]!'],
    ['Hi @Anna Lindqvist|s and @Ben Carter!', 'Hi [@Anna Lindqvist]s and [@Ben Carter]!'],
    ['Hi @Anna Lindqvist, me| and @Ben Carter!', 'Hi [@Anna Lindqvist], me and [@Ben Carter]!'],
    ['|@Anna Lindqvist and @Ben Carter!', '[@Anna Lindqvist] and [@Ben Carter]!'],
    ['Hi @Anna| and @Ben Carter!', 'Hi @Anna and [@Ben Carter]!'],
    ['Hi @Anna x|Lindqvist and @Ben Carter!', 'Hi @Anna xLindqvist and [@Ben Carter]!'],
    ['Hi |!', 'Hi !'],
    ['Hi @Anna Lindqvist|@Ben Carter!', 'Hi [@Anna Lindqvist][@Ben Carter]!'],
    ['Hi @Anna Lindqvist and @Ben Carter! @|', 'Hi [@Anna Lindqvist] and [@Ben Carter]! @'],
  ])('keeps those that were not touched: %s', (after, expected) => {
    expect(typed(after)).toBe(expected);
  });

  it('does without a caret where the text was changed', () => {
    const next = edited(before, 'Hi @Anna Lindqvist and also @Ben Carter!', 0, []);
    expect(shown(next)).toBe('Hi [@Anna Lindqvist] and also [@Ben Carter]!');
  });

  it('knows a name again that is pasted or comes back by undoing, but not one that two people have', () => {
    const empty = parse('');
    expect(typed('so @Anna Lindqvist and @Ben Carter|', empty, [ANNA, BEN])).toBe(
      'so [@Anna Lindqvist] and [@Ben Carter]',
    );
    expect(typed('@Anna Lindqvist and @Ben Carter|', empty, [ANNA, OTHER_ANNA, BEN])).toBe(
      '@Anna Lindqvist and [@Ben Carter]',
    );
    expect(typed('@Anna Lindqvistova|', empty, [ANNA])).toBe('@Anna Lindqvistova');
    expect(typed('so @Ben Carter |', parse('so @ben'), [BEN])).toBe('so [@Ben Carter] ');
    expect(typed('so @Ben| Carter', parse('so @Benx Carter'), [BEN])).toBe('so [@Ben Carter]');
    expect(typed('so @Ben Carter|', parse('so @Ben Carte'), [BEN])).toBe('so @Ben Carter');
    expect(typed('so @Ben Carter|', parse('so @Ben Carterx'), [BEN])).toBe('so @Ben Carter');
    const two = [BEN, { id: idOf('d'), name: 'Ben' }];
    expect(typed('@Ben Carter, @Ben|', empty, two)).toBe('[@Ben Carter], [@Ben]');
  });

  it('tells two people of one name apart by where they stand', () => {
    const two = parse(`${markup(ANNA)} ${markup(OTHER_ANNA)}`);
    const left = edited(two, '@Anna Lindqvist', 0, [ANNA, OTHER_ANNA]);
    expect(left.mentions.map(({ id }) => id)).toEqual([OTHER_ANNA.id]);
    const first = edited(two, '@Anna Lindqvist ', 16, [ANNA, OTHER_ANNA]);
    expect(first.mentions.map(({ id }) => id)).toEqual([ANNA.id]);
  });

  it('reads pasted markup as the name it stands for', () => {
    const pasted = edited(parse('x '), `x ${markup(BEN)}`, `x ${markup(BEN)}`.length, []);
    expect(shown(parse(serialise(pasted)))).toBe('x [@Ben Carter]');
    expect(placeAfterReading(pasted, pasted.text.length)).toBe('x @Ben Carter'.length);
    expect(placeAfterReading(before, 18)).toBe(18);
  });

  it('deletes a name as a whole', () => {
    expect(endingAt(before, 18)).toEqual({ from: 3, to: 18 });
    expect(endingAt(before, 17)).toBeUndefined();
  });
});

describe('a name that is being typed', () => {
  const at = (marked: string) => queryAt(parse(marked.replace('|', '')), marked.indexOf('|'));

  it.each([
    ['@|', ''],
    ['Ask @an|', 'an'],
    ['(@an|', 'an'],
    ['Ask @Anna Li| today', 'Anna Li'],
    ['first\n@b|', 'b'],
  ])('is %s', (marked, text) => {
    expect(at(marked)?.text).toBe(text);
    expect(at(marked)?.at).toBe(marked.indexOf('@'));
  });

  it.each([
    '|@an',
    'ada@ex|',
    '@ an|',
    '@anna\nb|',
    'none|',
    '@one two three four five|',
    `@${'x'.repeat(61)}|`,
  ])('is none: %s', (marked) => expect(at(marked)).toBeUndefined());

  it('is none behind a name that was chosen', () => {
    const written = parse(`${markup(ANNA)} and`);
    expect(queryAt(written, 8)).toBeUndefined();
    expect(queryAt(written, written.text.length)).toBeUndefined();
  });

  it('becomes the person with a blank after it', () => {
    const written = parse('Ask @an today');
    expect(typedFor(written, 7, 'Anna')).toBe('@Anna');
    expect(typedFor(parse('Ask @an'), 7, 'Anna')).toBe('@Anna ');
    expect(typedFor(parse('Ask @anx'), 7, 'Anna')).toBe('@Anna ');
    expect(serialise(linked({ text: 'Ask @Ben Carter today', mentions: [] }, 4, BEN))).toBe(
      `Ask ${markup(BEN)} today`,
    );
  });

  it('is looked for in what is known until the server answers', () => {
    const anna = { id: 'a', name: 'Ánna Lindqvist', email: 'al@firm.example' };
    expect(['', 'an', 'LIND ann', 'al@f', 'Anna '].every((text) => mayBe(anna, text))).toBe(true);
    expect(mayBe(anna, 'anna called')).toBe(false);
  });
});
