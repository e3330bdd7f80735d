import { describe, expect, it } from 'vitest';
import {
  type Choice,
  choicesOf,
  MOST_FILES,
  matching,
  moved,
  namesOf,
  toggled,
  withUploaded,
} from '@/features/contracts/chosen';
import { noveltyOf, sinceLast } from '@/features/contracts/sinceLast';
import { isCurrent, offered, packageFilter, STATUSES, viewFilter, viewOf } from '@/features/contracts/status';

const choice = (id: string, name: string): Choice => ({
  id,
  name,
  number: 1,
  size: 10,
  mediaType: 'application/pdf',
});

describe('what may be done with a package', () => {
  it('has the usual step first, and recalling and editing elsewhere', () => {
    expect(offered('DRAFT', ['EDIT', 'SUBMIT', 'CANCEL'])).toEqual({ next: 'SUBMIT', others: ['CANCEL'] });
    expect(offered('IN_APPROVAL', ['RECALL', 'CANCEL'])).toEqual({ next: undefined, others: ['CANCEL'] });
    expect(offered('APPROVED', ['SIGN', 'REOPEN', 'CANCEL'])).toEqual({
      next: 'SIGN',
      others: ['REOPEN', 'CANCEL'],
    });
    expect(offered('REJECTED', ['REOPEN'])).toEqual({ next: 'REOPEN', others: [] });
  });

  it('is nothing that the server does not name', () => {
    expect(offered('DRAFT', [])).toEqual({ next: undefined, others: [] });
    expect(offered('SIGNED', [])).toEqual({ next: undefined, others: [] });
  });

  it('shows on the deal whatever was not cancelled', () => {
    expect(STATUSES.filter((status) => isCurrent({ status }))).toEqual([
      'DRAFT',
      'IN_APPROVAL',
      'APPROVED',
      'REJECTED',
      'SIGNED',
    ]);
  });
});

describe('the views of the list', () => {
  it('begin with the open ones, also for names nobody knows', () => {
    expect(viewOf(undefined)).toBe('open');
    expect(viewOf('gone')).toBe('open');
    expect(viewFilter('open')).toEqual({ status: { in: ['DRAFT', 'IN_APPROVAL', 'APPROVED', 'REJECTED'] } });
  });

  it('mean by mine the open ones of my deals', () => {
    expect(viewFilter('mine')).toMatchObject({ deal: { ownerId: { eq: '@me' } } });
    expect(viewFilter('mine')?.status).toEqual(viewFilter('open')?.status);
  });

  it('hold together with the chips, and neither widens the other', () => {
    expect(packageFilter('all', null)).toBeNull();
    expect(packageFilter('signed', null)).toEqual({ status: { in: ['SIGNED'] } });
    expect(packageFilter('in_approval', { name: { contains: 'lease' } })).toEqual({
      and: [{ status: { in: ['IN_APPROVAL'] } }, { name: { contains: 'lease' } }],
    });
  });
});

describe('choosing files', () => {
  it('puts them at the end, takes them out, and holds no more than fit', () => {
    expect(toggled(['a', 'b'], 'c')).toEqual(['a', 'b', 'c']);
    expect(toggled(['a', 'b', 'c'], 'b')).toEqual(['a', 'c']);
    const full = Array.from({ length: MOST_FILES }, (_, index) => `f${index}`);
    expect(toggled(full, 'more')).toEqual(full);
    expect(toggled(full, 'f0')).toHaveLength(MOST_FILES - 1);
  });

  it('takes what was uploaded once, and leaves what was chosen by hand', () => {
    expect(withUploaded(['a'], ['a', 'b', 'b'])).toEqual(['a', 'b']);
  });

  it('moves one among the others, and never out of the list', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 0, 5)).toEqual(['a', 'b']);
    expect(moved(['a', 'b'], 7, 0)).toEqual(['a', 'b']);
  });

  it('calls one that is no longer among the files what it was called', () => {
    const now = [choice('a', 'Contract v2.pdf')];
    const before = [choice('a', 'Contract.pdf'), choice('b', 'Annex.pdf')];
    expect(namesOf(choicesOf(['b', 'a', 'x'], now, before))).toBe('Annex.pdf, Contract v2.pdf');
  });

  it('finds names in which all the words occur', () => {
    const all = [choice('a', 'Framework Contract.pdf'), choice('b', 'Contract annex.pdf')];
    expect(matching(all, 'CONTRACT frame').map(({ id }) => id)).toEqual(['a']);
    expect(matching(all, ' ')).toHaveLength(2);
  });
});

describe('what is new since approval was asked for before', () => {
  const entry = (kind: string, at: string, ...fields: string[]) => ({
    kind: `contract_package.${kind}`,
    at,
    changes: fields.map((field) => ({ field })),
  });

  it('is nothing the first time', () => {
    expect(sinceLast([])).toBeUndefined();
    expect(
      sinceLast([
        entry('submitted', '2026-05-02T10:00:00Z'),
        entry('changed', '2026-05-01T12:00:00Z', 'name'),
        entry('created', '2026-05-01T10:00:00Z'),
      ]),
    ).toBeUndefined();
  });

  it('is what was changed between the last two times, each field once', () => {
    expect(
      sinceLast([
        entry('changed', '2026-05-05T10:00:00Z', 'note'),
        entry('submitted', '2026-05-04T10:00:00Z'),
        entry('changed', '2026-05-03T11:00:00Z', 'name', 'files'),
        entry('changed', '2026-05-03T10:00:00Z', 'files'),
        entry('rejected', '2026-05-02T12:00:00Z', 'status'),
        entry('submitted', '2026-05-02T10:00:00Z'),
        entry('changed', '2026-05-01T10:00:00Z', 'note'),
        entry('submitted', '2026-04-02T10:00:00Z'),
      ]),
    ).toEqual({ at: '2026-05-02T10:00:00Z', fields: ['name', 'files'] });
  });

  it('marks files, or their versions, that came later', () => {
    const pin = (file: string, version: string) => ({
      file: { createdAt: `${file}T10:00:00Z` },
      version: { createdAt: `${version}T10:00:00Z` },
    });
    const since = '2026-05-02T10:00:00.500+00:00';
    expect(noveltyOf(pin('2026-05-03', '2026-05-03'), since)).toBe('file');
    expect(noveltyOf(pin('2026-05-01', '2026-05-03'), since)).toBe('version');
    expect(noveltyOf(pin('2026-05-01', '2026-05-02'), since)).toBeUndefined();
  });
});
