import { describe, expect, it } from 'vitest';
import { amountsOf, isBetween, isPositive, plain, totalsOf } from '@/features/deal/lines/amounts';
import { atField, blankLine, checks, lineInput, withProduct } from '@/features/deal/lines/lineForm';
import { afterOf, again, type Line, movedBehind } from '@/features/deal/lines/model';

const figures = (quantity: string, unitPrice: string, discountPercent = '0', taxPercent = '0') => ({
  quantity,
  unitPrice,
  discountPercent,
  taxPercent,
});

describe("a line's amounts", () => {
  it.each([
    // quantity, price, discount, tax → gross, total, tax
    ['1', '100', '0', '0', '100.00', '100.00', '0.00'],
    ['3', '0.335', '0', '21', '1.01', '1.01', '0.21'],
    ['2.5', '19.99', '10', '21', '49.98', '44.98', '9.45'],
    ['1', '0.005', '0', '0', '0.01', '0.01', '0.00'],
    ['1', '0.005', '50', '0', '0.01', '0.00', '0.00'],
    ['7', '33.33', '12.5', '19', '233.31', '204.15', '38.79'],
    ['3', '99', '100', '21', '297.00', '0.00', '0.00'],
  ])('%s × %s less %s %%, tax %s %%', (quantity, price, discount, tax, gross, total, taxed) => {
    const amounts = amountsOf(figures(quantity, price, discount, tax));
    expect(amounts).toMatchObject({ gross, total, tax: taxed });
  });

  it('keeps the cents of sums that no float can hold', () => {
    const amounts = amountsOf(figures('1', '90071992547409.93', '0', '21'));
    expect(amounts?.total).toBe('90071992547409.93');
    expect(amounts?.totalWithTax).toBe('108987110982366.02');
  });

  it('rounds half away from zero, also below it', () => {
    expect(amountsOf(figures('1', '-0.005'))?.total).toBe('-0.01');
    expect(amountsOf(figures('1', '2.675'))?.total).toBe('2.68');
  });

  it('is nothing while a figure is no number', () => {
    expect(amountsOf(figures('', '10'))).toBeUndefined();
    expect(amountsOf(figures('1', 'ten'))).toBeUndefined();
  });

  it('adds up to the totals, each line rounded first', () => {
    expect(totalsOf([figures('3', '0.335'), figures('1', '200', '12.5', '10')])).toEqual({
      lines: 2,
      gross: '201.01',
      discount: '25.00',
      net: '176.01',
      tax: '17.50',
      total: '193.51',
    });
    expect(totalsOf([])).toMatchObject({ lines: 0, net: '0.00', total: '0.00' });
  });
});

describe('what may be typed', () => {
  it('compares as decimals', () => {
    expect(isBetween('100', 0, 100)).toBe(true);
    expect(isBetween('100.01', 0, 100)).toBe(false);
    expect(isBetween('-0.1', 0)).toBe(false);
    expect(isBetween(null, 0)).toBe(false);
    expect(isPositive('0.00')).toBe(false);
    expect(isPositive('0.001')).toBe(true);
  });

  it('says what is wrong', () => {
    expect(checks.quantity('0')).toBe('positive');
    expect(checks.unitPrice('')).toBe('required');
    expect(checks.unitPrice('0')).toBeNull();
    expect(checks.discountPercent('')).toBeNull();
    expect(checks.taxPercent('101')).toBe('percent');
  });

  it('shows decimals as somebody would have typed them', () => {
    expect(['12.500', '3.00', '100', '0.10'].map(plain)).toEqual(['12.5', '3', '100', '0.1']);
  });
});

const product = { id: 'prod_1', name: 'Licence', code: 'L-1', taxPercent: '21.00', price: '49.90' };

describe('the form of a line', () => {
  it('takes what the catalogue knows', () => {
    const values = withProduct(blankLine('10'), product);
    expect(values).toMatchObject({ description: 'Licence', unitPrice: '49.9', taxPercent: '21' });
    expect(withProduct(values, null)).toMatchObject({ product: null, description: 'Licence' });
    expect(withProduct(blankLine(), { ...product, price: null }).unitPrice).toBe('');
  });

  it('sends decimals as text and empty percentages as none', () => {
    const values = { ...blankLine(), description: ' Travel ', unitPrice: '1200.50' };
    expect(lineInput(values)).toEqual({
      productId: null,
      description: 'Travel',
      quantity: '1',
      unitPrice: '1200.50',
      discountPercent: '0',
      taxPercent: '0',
    });
  });

  it('shows a refused product where it was chosen', () => {
    expect(atField({ code: 'NOT_FOUND', message: '', path: ['input', 'productId'] }).path).toEqual([
      'input',
      'description',
    ]);
  });
});

describe('the order of lines', () => {
  const lines = ['a', 'b', 'c', 'd'].map((id) => ({ id }));

  it('names the line that one comes to stand behind', () => {
    expect(afterOf(lines, 2, 0)).toBeNull();
    expect(afterOf(lines, 0, 1)).toBe('b');
    expect(afterOf(lines, 3, 1)).toBe('a');
    expect(afterOf(lines, 1, 3)).toBe('d');
  });

  it('shows the same before the server says so', () => {
    const kept = lines.map(({ id }) => ({ id, getDataID: () => id }));
    const order = (id: string, afterId: string | null) =>
      movedBehind(kept, id, afterId)
        .map((line) => line.id)
        .join('');
    const to = (from: number, place: number) => order(lines[from]?.id ?? '', afterOf(lines, from, place));
    expect([to(2, 0), to(0, 1), to(3, 1), to(1, 3)]).toEqual(['cabd', 'bacd', 'adbc', 'acdb']);
    // What somebody else took off meanwhile moves nothing.
    expect([order('x', 'a'), order('a', 'x')]).toEqual(['abcd', 'abcd']);
  });

  it('puts a line that was taken off back behind the same one', () => {
    const line: Line = {
      id: 'line_2',
      version: 3,
      description: 'Licence',
      ...figures('2', '49.90', '10', '21'),
      total: '89.82',
      product: { id: 'prod_1', name: 'Licence', code: null },
    };
    expect(again(line)).toEqual({
      productId: 'prod_1',
      description: 'Licence',
      ...figures('2', '49.90', '10', '21'),
    });
  });
});
