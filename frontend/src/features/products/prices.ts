export interface Price {
  readonly currency: string;
  readonly unitPrice: string;
}

/** The prices with one of them set, changed or taken out (null); the others as they are. */
export function withPrice(prices: readonly Price[], currency: string, unitPrice: string | null): Price[] {
  const set = unitPrice === null ? undefined : { currency, unitPrice };
  const known = prices.some((price) => price.currency === currency);
  const kept = prices.flatMap(({ currency: code, unitPrice: price }) => {
    if (code !== currency) return [{ currency: code, unitPrice: price }];
    return set ? [set] : [];
  });
  return set && !known ? [...kept, set] : kept;
}

/** Currencies that have no price yet. */
export function unpriced(prices: readonly Price[], codes: readonly string[]): string[] {
  return codes.filter((code) => !prices.some(({ currency }) => currency === code));
}
