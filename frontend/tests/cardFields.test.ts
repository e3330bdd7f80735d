import { describe, expect, it } from 'vitest';
import { inUse, toggled } from '@/features/board/cardFields';

describe('what the cards show besides', () => {
  it('is chosen one by one, in that order, until there is no room', () => {
    expect(toggled(['seats'], 'region')).toEqual(['seats', 'region']);
    expect(toggled(['seats', 'region'], 'seats')).toEqual(['region']);
    expect(toggled(['a', 'b', 'c'], 'd')).toEqual(['a', 'b', 'c']);
    expect(toggled(['a', 'b', 'c'], 'b')).toEqual(['a', 'c']);
  });

  it('leaves out what was archived meanwhile: the board could not ask for it', () => {
    expect(inUse(['gone', 'seats'], [{ key: 'region' }, { key: 'seats' }])).toEqual(['seats']);
  });
});
