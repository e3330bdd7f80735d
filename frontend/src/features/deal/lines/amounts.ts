/** What a line's amounts are computed from: Decimals of the API. */
export interface LineFigures {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discountPercent: string;
  readonly taxPercent: string;
}

/** Decimals of the API, with two places. */
export interface LineAmounts {
  /** Before the discount. */
  readonly gross: string;
  readonly total: string;
  readonly tax: string;
  readonly totalWithTax: string;
}

export interface Totals {
  readonly lines: number;
  readonly gross: string;
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

/** `units` × 10^-`scale`: as a whole number nothing is lost, as a float cents of large sums would be. */
interface Exact {
  units: bigint;
  scale: number;
}

const DECIMAL = /^(-?)(\d*)(?:\.(\d*))?$/;
const CENTS = 2;

function exact(text: string): Exact | undefined {
  const [, sign = '', whole = '', fraction = ''] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === '' && fraction === '') return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign ? -units : units, scale: fraction.length };
}

const times = (a: Exact, b: Exact): Exact => ({ units: a.units * b.units, scale: a.scale + b.scale });
const percentOf = (a: Exact, percent: Exact): Exact => {
  const { units, scale } = times(a, percent);
  return { units, scale: scale + 2 };
};

/** To the cent, half away from zero: as the server rounds. */
function cents({ units, scale }: Exact): bigint {
  if (scale <= CENTS) return units * 10n ** BigInt(CENTS - scale);
  const divisor = 10n ** BigInt(scale - CENTS);
  const away = units < 0n ? -divisor : divisor;
  return (units * 2n + away) / (divisor * 2n);
}

function text(amount: bigint): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(CENTS + 1, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -CENTS)}.${digits.slice(-CENTS)}`;
}

const ofCents = (amount: bigint): Exact => ({ units: amount, scale: CENTS });

/** 100 % less the percentage. */
const rest = ({ units, scale }: Exact): Exact => ({ units: 100n * 10n ** BigInt(scale) - units, scale });

/** What a line comes to; nothing while one of its figures is no number. */
export function amountsOf(line: LineFigures): LineAmounts | undefined {
  const quantity = exact(line.quantity);
  const unitPrice = exact(line.unitPrice);
  const discount = exact(line.discountPercent);
  const taxPercent = exact(line.taxPercent);
  if (!quantity || !unitPrice || !discount || !taxPercent) return undefined;
  const gross = times(quantity, unitPrice);
  const total = cents(percentOf(gross, rest(discount)));
  const tax = cents(percentOf(ofCents(total), taxPercent));
  return {
    gross: text(cents(gross)),
    total: text(total),
    tax: text(tax),
    totalWithTax: text(total + tax),
  };
}

/** What the lines of a deal come to. */
export function totalsOf(lines: readonly LineFigures[]): Totals {
  const sums = { gross: 0n, net: 0n, tax: 0n };
  for (const line of lines) {
    const amounts = amountsOf(line);
    if (!amounts) continue;
    sums.gross += cents(exact(amounts.gross) ?? ofCents(0n));
    sums.net += cents(exact(amounts.total) ?? ofCents(0n));
    sums.tax += cents(exact(amounts.tax) ?? ofCents(0n));
  }
  return {
    lines: lines.length,
    gross: text(sums.gross),
    discount: text(sums.gross - sums.net),
    net: text(sums.net),
    tax: text(sums.tax),
    total: text(sums.net + sums.tax),
  };
}

export interface DiscountedTotals {
  /** Of each line, in their order: before and after the discount on all of them. */
  readonly lines: readonly { readonly total: string; readonly net: string; readonly tax: string }[];
  readonly subtotal: string;
  readonly discount: string;
  readonly net: string;
  readonly tax: string;
  readonly total: string;
}

/** What lines come to below one more discount on all of them; both are taken off at once, and rounded once. */
export function discountedTotals(lines: readonly LineFigures[], discountPercent: string): DiscountedTotals {
  const header = rest(exact(discountPercent) ?? ofCents(0n));
  const each = lines.map((line) => {
    const [quantity, price, discount, taxPercent] = [
      line.quantity,
      line.unitPrice,
      line.discountPercent,
      line.taxPercent,
    ].map((figure) => exact(figure) ?? ofCents(0n)) as [Exact, Exact, Exact, Exact];
    const kept = percentOf(times(quantity, price), rest(discount));
    const net = cents(percentOf(kept, header));
    return { total: cents(kept), net, tax: cents(percentOf(ofCents(net), taxPercent)) };
  });
  const sum = (field: 'total' | 'net' | 'tax') => each.reduce((all, line) => all + line[field], 0n);
  const [subtotal, net, tax] = [sum('total'), sum('net'), sum('tax')];
  return {
    lines: each.map((line) => ({ total: text(line.total), net: text(line.net), tax: text(line.tax) })),
    subtotal: text(subtotal),
    discount: text(subtotal - net),
    net: text(net),
    tax: text(tax),
    total: text(net + tax),
  };
}

/** Whether it is a number from `least` to `most`; nothing typed is none. */
export function isBetween(value: string | null, least: number, most?: number): boolean {
  const number = value === null ? undefined : exact(value);
  if (!number) return false;
  const unit = 10n ** BigInt(number.scale);
  return number.units >= BigInt(least) * unit && (most === undefined || number.units <= BigInt(most) * unit);
}

export const isPositive = (value: string | null): boolean => (exact(value ?? '')?.units ?? 0n) > 0n;

/** `12.500` → `12.5`: as somebody would have typed it. */
export function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
}
