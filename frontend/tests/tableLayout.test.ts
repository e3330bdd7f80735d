import { describe, expect, it } from 'vitest';
import { fitColumns } from '@/ui/table/layout';

const columns = [
  { id: 'name', size: 300, minSize: 200 },
  { id: 'amount', size: 120, minSize: 120 },
  { id: 'note', size: 200, minSize: 150 },
];
const total = (sizes: Record<string, number>) => Object.values(sizes).reduce((sum, size) => sum + size, 0);

describe('fitColumns', () => {
  it('leaves columns alone that have room, or whose room is not known yet', () => {
    expect(fitColumns(columns, 620)).toEqual({});
    expect(fitColumns(columns, 0)).toEqual({});
  });

  it('takes from each what it can spare, until they fit', () => {
    const sizes = fitColumns(columns, 545);
    expect(sizes).toEqual({ name: 250, amount: 120, note: 175 });
    expect(total(sizes)).toBeLessThanOrEqual(545);
  });

  it('goes no narrower than the columns allow', () => {
    expect(fitColumns(columns, 300)).toEqual({ name: 200, amount: 120, note: 150 });
  });
});
