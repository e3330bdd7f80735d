import { describe, expect, it } from 'vitest';
import { problemOf } from '@/features/settings/proposals/logo';
import { baseOf, followed, isValidDays, patchOf } from '@/features/settings/proposals/paper';

const known = (version: number, more: object = {}) => ({ version, validDays: 30, ...more });

const LOGO_BYTES = 512 * 1024;

describe('what is sent of the settings of proposals', () => {
  const { values } = baseOf(known(3, { company: 'Nordwind', phone: '1' }));

  it('is what differs, and nothing where something was is a null', () => {
    expect(patchOf(values, values)).toEqual({});
    expect(patchOf(values, { ...values, company: ' Nordwind ' })).toEqual({});
    const after = { ...values, company: 'Südwind ', phone: ' ', validDays: '14' };
    expect(patchOf(values, after)).toEqual({ company: 'Südwind', phone: null, validDays: 14 });
  });

  it('begins with thirty days where nobody has set any', () => {
    expect(baseOf(null)).toMatchObject({ version: undefined, values: { company: '', validDays: 30 } });
  });

  it('has whole days within two years', () => {
    for (const days of [1, '730', 30]) expect(isValidDays(days)).toBe(true);
    for (const days of ['', 0, 731, 1.5, -1]) expect(isValidDays(days)).toBe(false);
  });
});

describe('a form that others write as well', () => {
  const base = baseOf(known(3, { company: 'Nordwind', phone: '1' }));

  it('takes over what nobody touched, and then stands on the newest version', () => {
    const now = baseOf(known(4, { company: 'Nordwind', phone: '2' }));
    expect(followed(base, base.values, now)).toEqual({ base: now, shown: now.values });
  });

  it('keeps what was typed, on top of the version it was typed on', () => {
    const shown = { ...base.values, company: 'Mine' };
    const next = followed(base, shown, baseOf(known(4, { company: 'Theirs', phone: '2' })));
    expect(next.shown).toMatchObject({ company: 'Mine', phone: '2' });
    expect(next.base.version).toBe(3);
    // Only the own field differs: the other's phone is not sent back as a change of one's own.
    expect(patchOf(next.base.values, next.shown)).toEqual({ company: 'Mine' });
  });

  it('passes over an answer that came late', () => {
    const late = baseOf(known(2, { company: 'Old' }));
    expect(followed(base, base.values, late)).toEqual({ base, shown: base.values });
  });
});

describe('a picture for the logo', () => {
  it('is refused before it is sent when the server would not take it', () => {
    expect(problemOf({ size: 10, type: 'image/png' }, LOGO_BYTES)).toBeUndefined();
    expect(problemOf({ size: LOGO_BYTES, type: 'image/jpeg' }, LOGO_BYTES)).toBeUndefined();
    expect(problemOf({ size: LOGO_BYTES + 1, type: 'image/png' }, LOGO_BYTES)).toBe('tooLarge');
    expect(problemOf({ size: 0, type: 'image/png' }, LOGO_BYTES)).toBe('empty');
    expect(problemOf({ size: 10, type: 'image/svg+xml' }, LOGO_BYTES)).toBe('wrongType');
    expect(problemOf({ size: 10, type: '' }, LOGO_BYTES)).toBeUndefined();
  });
});
