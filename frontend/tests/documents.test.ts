import { describe, expect, it } from 'vitest';
import { fileNameOf, needOf } from '@/features/documents/needs';
import { addressOf, flawOf, nameOf } from '@/features/settings/templates/content';
import { aboutOf, patchOf } from '@/features/settings/templates/EditTemplateDialog';
import { groupsOf, type Placeholder, wordKey, written } from '@/features/settings/templates/placeholders';
import { refusalOf } from '@/features/settings/templates/refusal';
import words from '@/i18n/en/documents.json';

describe('what is brought as a template', () => {
  it.each([
    ['Letter.docx', 10, undefined],
    ['LETTER.DOCX', 1000, undefined],
    ['Letter.docx', 1001, 'tooLarge'],
    ['Letter.docx', 0, 'empty'],
    ['Letter.docm', 10, 'wrongKind'],
    ['docx', 10, 'wrongKind'],
  ])('%s of %d bytes: %s', (name, size, flaw) => {
    expect(flawOf({ name, size }, 1000)).toBe(flaw);
  });

  it('is called like its file, without the ending', () => {
    expect(nameOf({ name: 'Cover letter.DOCX' })).toBe('Cover letter');
  });

  it('goes to an address that says what it is', () => {
    const content = new Blob(['x']);
    const made = addressOf({ content, fileName: 'a&b.docx', name: 'Ná bídka', language: 'cs' });
    expect(made.method).toBe('POST');
    const query = new URL(made.path, 'http://here').searchParams;
    expect(Object.fromEntries(query)).toEqual({ name: 'Ná bídka', fileName: 'a&b.docx', language: 'cs' });
    expect(addressOf({ content, fileName: 'b.docx', id: 'tmpl_1', expectedVersion: 4 })).toEqual({
      method: 'PUT',
      path: '/document-templates/tmpl_1?fileName=b.docx&expectedVersion=4',
    });
  });
});

describe('what the server does not take', () => {
  const refusal = (more: object) => ({ code: 'INVALID', message: 'No.', path: ['file'], ...more });

  it.each([
    [{ reason: 'UNKNOWN_PLACEHOLDERS', names: ['deal.nmae', 'x'] }, 'unknown', '{{deal.nmae}}, {{x}}'],
    [{ reason: 'UNBALANCED_BRACES', names: ['{{deal.name'] }, 'unbalanced', '{{deal.name'],
    [{ reason: 'OUTSIDE_ROW', names: ['line.total'] }, 'outside', '{{line.total}}'],
    [{ reason: 'NESTED_ROWS', names: ['line.total'] }, 'nested', '{{line.total}}'],
    [{ reason: 'NO_DOCUMENT' }, 'noDocument', ''],
    [{ reason: 'OLD_DOCUMENT' }, 'old', ''],
    [{ reason: 'MACROS' }, 'macros', ''],
    [{ reason: 'TOO_MANY_PARTS', most: 1000 }, 'tooManyParts', '1000'],
    [{ reason: 'UNREADABLE', names: ['word/document.xml'] }, 'unreadable', 'word/document.xml'],
  ])('%j', (more, key, what) => {
    expect(refusalOf(refusal(more))).toEqual({ field: 'file', key, what, most: undefined });
    expect(words.refused).toHaveProperty(key);
  });

  it.each([
    ['UNPACKED_TOO_LARGE', 'unpacked'],
    ['TOO_LARGE', 'over'],
  ])('%s is told with the size', (reason, key) => {
    expect(refusalOf(refusal({ reason, most: 2048 }))).toEqual({ field: 'file', key, what: '', most: 2048 });
    expect(words.refused).toHaveProperty(key);
  });

  it('is told at the field that has to change', () => {
    expect(refusalOf({ code: 'TAKEN', message: 'Taken.', path: ['name'] })).toMatchObject({
      field: 'name',
      key: 'taken',
    });
  });

  it('is left to the server’s own words when it is something else', () => {
    expect(refusalOf(refusal({ reason: 'FULL_MOON' }))).toMatchObject({ field: 'file', key: undefined });
  });
});

describe('what a template needs', () => {
  it.each([
    [['today', 'proposal.total', 'line.total'], 'required'],
    [['deal.name', 'line.total'], 'optional'],
    [['contact.name'], 'optional'],
    [['deal.name', 'user.email', 'contact'], 'none'],
    [[], 'none'],
  ])('%j: a proposal is %s', (placeholders, need) => {
    expect(needOf(placeholders)).toBe(need);
  });

  it('gives its documents a name that a file can have', () => {
    expect(fileNameOf('Offer', 'Pumps 1/2')).toBe('Offer – Pumps 1-2.docx');
  });
});

describe('placeholders', () => {
  const all: Placeholder[] = [
    { key: 'today', label: 'Today’s date', repeats: false },
    { key: 'deal.name', label: 'Name', repeats: false },
    { key: 'deal.custom.site', label: 'Building site', repeats: false },
    { key: 'line.total', label: 'Total', repeats: true },
  ];
  const found = (text: string) =>
    groupsOf(all, ({ label }) => label, text).map(({ id, all: ones }) => [id, ones.map(({ key }) => key)]);

  it('stand by what they tell of', () => {
    expect(found('')).toEqual([
      ['general', ['today']],
      ['deal', ['deal.name', 'deal.custom.site']],
      ['line', ['line.total']],
    ]);
  });

  it('are found by their name, as it is written, and by their words', () => {
    expect(found('{{deal.n')).toEqual([['deal', ['deal.name']]]);
    expect(found(' BUILDING ')).toEqual([['deal', ['deal.custom.site']]]);
    expect(found('nothing')).toEqual([]);
  });

  it('have words of ours unless the company named them', () => {
    expect(written('today')).toBe('{{today}}');
    expect(wordKey('deal.closeDate')).toBe('word.deal_closeDate');
    expect(words.word).toHaveProperty('deal_closeDate');
    expect(wordKey('deal.custom.site')).toBeUndefined();
  });
});

describe('the details of a template', () => {
  const before = aboutOf({ id: 't', version: 1, name: 'Letter', language: 'en', category: { id: 'c' } });

  it('send only what was changed, and null for what was taken away', () => {
    expect(patchOf(before, { ...before })).toEqual({});
    expect(patchOf(before, { ...before, name: ' Letter ', categoryId: null })).toEqual({ categoryId: null });
    expect(patchOf(before, { ...before, name: 'Offer', language: 'cs', description: ' x ' })).toEqual({
      name: 'Offer',
      language: 'cs',
      description: 'x',
    });
  });
});
