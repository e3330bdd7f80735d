import { describe, expect, it, vi } from 'vitest';
import { fieldOf, reportUserErrors } from '@/app/errors';
import { moveColumn, orderColumns } from '@/ui/table/layout';
import { toggleRange } from '@/ui/table/selection';

describe('user errors', () => {
  it('go to the field they name', () => {
    const setFieldError = vi.fn();
    const form = { setFieldError, getValues: () => ({ name: '', emails: [''] }) };
    const had = reportUserErrors(
      [{ code: 'TAKEN', message: 'Taken.', path: ['input', 'emails', '0'] }],
      form,
    );
    expect(had).toBe(true);
    expect(setFieldError).toHaveBeenCalledWith('emails.0', expect.any(String));
    expect(fieldOf(['name'])).toBe('name');
  });
});

describe('table arrangement', () => {
  it('keeps the stored order and appends new columns', () => {
    expect(orderColumns(['a', 'b', 'c'], ['c', 'gone', 'a'])).toEqual(['c', 'a', 'b']);
    expect(moveColumn(['a', 'b', 'c'], 'b', -1)).toEqual(['b', 'a', 'c']);
    expect(moveColumn(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  });

  it('selects a range with Shift, in either direction', () => {
    const ids = ['a', 'b', 'c', 'd'];
    expect([...toggleRange(ids, new Set(['d']), 'b', 'd', true)].sort()).toEqual(['b', 'c', 'd']);
    expect([...toggleRange(ids, new Set(['a', 'b']), 'b', 'a', false)]).toEqual(['a']);
  });
});
