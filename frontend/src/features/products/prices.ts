export interface Price {
  readonly currency: string;
  readonly unitPrice: string;
  /** What one costs the company; absent where nobody said. */
  readonly unitCost?: string | null;
}

/** As the API takes them: what else the store keeps of a price is left behind. */
const plain = ({ currency, unitPrice, unitCost }: Price): Price => ({
  currency,
  unitPrice,
  ...(unitCost !== null && unitCost !== undefined && { unitCost }),
});

/** The prices with one of them set, changed or taken out (null), and its cost with it; the others as they are. */
export function withPrice(prices: readonly Price[], currency: string, unitPrice: string | null): Price[] {
  const old = prices.find((price) => price.currency === currency);
  const set = unitPrice === null ? [] : [plain({ ...old, currency, unitPrice })];
  const kept = prices.flatMap((price) => (price === old ? set : [plain(price)]));
  return old ? kept : [...kept, ...set];
}

/** The same with what one costs; without a price there is nothing to compare it with. */
export function withCost(prices: readonly Price[], currency: string, unitCost: string | null): Price[] {
  return prices.map((price) => plain(price.currency === currency ? { ...price, unitCost } : price));
}

/** Currencies that have no price yet. */
export function unpriced(prices: readonly Price[], codes: readonly string[]): string[] {
  return codes.filter((code) => !prices.some(({ currency }) => currency === code));
}
