import { beforeEach, describe, expect, it } from 'vitest';
import { draftKey, forgetDrafts, readDraft, readEdit, writeDraft, writeEdit } from '@/features/notes/drafts';
import { pageAgain } from '@/features/notes/NoteList';
import { inOrder, LIMIT, leftOf, lengthOf, partsOf } from '@/features/notes/text';

describe('addresses in a note', () => {
  const links = (body: string) => partsOf(body).flatMap(({ href }) => href ?? []);

  it('loses no character of the text', () => {
    for (const body of [
      '',
      'plain\n\n  two lines',
      'see https://a.example/x?y=1#z, and http://b.example.\nEnd',
      '(https://a.example)https://b.example',
    ]) {
      const parts = partsOf(body);
      expect(parts.map(({ text }) => text).join('')).toBe(body);
      expect(parts.every(({ at, text }) => body.slice(at, at + text.length) === text)).toBe(true);
    }
  });

  it('ends an address before the sentence does', () => {
    expect(links('Look at https://a.example/b.')).toEqual(['https://a.example/b']);
    expect(links('https://a.example, https://b.example?')).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
    expect(links('(see https://a.example/b)')).toEqual(['https://a.example/b']);
    expect(links('https://a.example/wiki/Pump_(device)')).toEqual(['https://a.example/wiki/Pump_(device)']);
    expect(links('[terms](https://a.example/terms)')).toEqual(['https://a.example/terms']);
    expect(links('**https://a.example**')).toEqual(['https://a.example']);
  });

  it('links http(s) only', () => {
    expect(links('javascript:alert(1) data:text/html,x file:///etc/passwd mailto:a@b.example')).toEqual([]);
    expect(links('https:// http://')).toEqual([]);
    expect(links('HTTPS://A.example')).toEqual(['HTTPS://A.example']);
    expect(links('<a href="https://a.example">')).toEqual(['https://a.example']);
  });
});

describe('length of a note', () => {
  it('is counted in characters, without the blanks around', () => {
    expect(lengthOf('  a👍b \n')).toBe(3);
    expect(lengthOf(' \n ')).toBe(0);
  });

  it('is told only near the limit', () => {
    expect(leftOf('x'.repeat(LIMIT - 1_001))).toBeUndefined();
    expect(leftOf('x'.repeat(LIMIT - 1_000))).toBe(1_000);
    expect(leftOf('x'.repeat(LIMIT))).toBe(0);
    expect(leftOf('x'.repeat(LIMIT + 3))).toBe(-3);
    expect(leftOf('👍'.repeat(LIMIT / 2))).toBeUndefined();
  });
});

describe('order of notes', () => {
  const note = (id: string, day: number, pinned = false, archived = false) => ({
    id,
    pinned,
    archived,
    createdAt: `2026-01-0${day}T10:00:00Z`,
  });

  it('has pinned ones first, then the newest, and none that were put away', () => {
    const notes = [
      note('a', 1),
      note('b', 3),
      note('c', 2, true),
      note('d', 4, false, true),
      note('e', 1, true),
    ];
    expect(inOrder(notes).map(({ id }) => id)).toEqual(['c', 'e', 'b', 'a']);
    expect(notes.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(inOrder(notes, true).map(({ id }) => id)).toEqual(['d']);
  });

  it('puts those of one instant as the server does, the later id first', () => {
    expect(inOrder([note('a', 1), note('b', 1)]).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('reads again as many as are shown, as far as the server allows', () => {
    expect([0, 20, 40, 900].map((shown) => pageAgain(shown, true))).toEqual([20, 20, 40, 200]);
    expect([0, 20, 45, 900].map((shown) => pageAgain(shown, false))).toEqual([20, 40, 65, 200]);
  });
});

describe('drafts', () => {
  const mine = draftKey('u1', 'deal');
  beforeEach(() => sessionStorage.clear());

  it('are kept for each person and record, and gone when emptied', () => {
    writeDraft(mine, 'half a thou');
    expect(readDraft(mine)).toBe('half a thou');
    expect(readDraft(draftKey('u2', 'deal'))).toBe('');
    expect(readDraft(draftKey('u1', 'other'))).toBe('');
    writeDraft(mine, '');
    expect(sessionStorage.length).toBe(0);
  });

  it('of an edit remember what they began on', () => {
    const edit = { version: 12, body: 'first\n3\nsecond' };
    writeEdit(mine, edit);
    expect(readEdit(mine)).toEqual(edit);
    writeEdit(mine, { version: 2, body: '' });
    expect(readEdit(mine)).toEqual({ version: 2, body: '' });
    writeEdit(mine, undefined);
    expect(readEdit(mine)).toBeUndefined();
    writeDraft(mine, 'no version');
    expect(readEdit(mine)).toBeUndefined();
  });

  it('are forgotten on signing out, and nothing else is', () => {
    writeDraft(mine, 'x');
    sessionStorage.setItem('other', 'y');
    forgetDrafts();
    expect(Object.keys(sessionStorage)).toEqual(['other']);
  });
});
