import type { RecordProxy } from 'relay-runtime';
import type { Lines_deal$data } from '@/__generated__/Lines_deal.graphql';
import type { AddDealLineInput } from '@/__generated__/useLinesAddMutation.graphql';
import { amountsOf, type LineFigures, totalsOf } from './amounts';

export type Deal = Lines_deal$data;
export type Line = Deal['lines']['nodes'][number];

/** What is shown of a deal's lines; one page holds them all. */
export const PAGE = 200;

/** Everything that was known of a line, so that taking it off can be undone. */
export function againInput(dealId: string, line: Line, afterId: string | undefined): AddDealLineInput {
  return {
    dealId,
    productId: line.product?.id ?? null,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountPercent: line.discountPercent,
    taxPercent: line.taxPercent,
    afterId,
  };
}

/** The lines with one of them put elsewhere. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, index) => index !== from);
  const [item] = items.slice(from, from + 1);
  return item === undefined ? [...items] : [...rest.slice(0, to), item, ...rest.slice(to)];
}

/** Behind which line one comes to stand; none is the first place. */
export function afterOf(lines: readonly { readonly id: string }[], from: number, to: number): string | null {
  return lines.filter((_, index) => index !== from)[to - 1]?.id ?? null;
}

const FIGURES = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent'] as const;

function figuresOf(line: RecordProxy): LineFigures {
  const [quantity = '0', unitPrice = '0', discountPercent = '0', taxPercent = '0'] = FIGURES.map((field) =>
    String(line.getValue(field) ?? '0'),
  );
  return { quantity, unitPrice, discountPercent, taxPercent };
}

/** The sums as they will be: shown before the server says so, to the cent what it will say. */
export function applySums(deal: RecordProxy, lines: readonly RecordProxy[]): void {
  for (const line of lines) {
    const { total, tax, totalWithTax } = amountsOf(figuresOf(line)) ?? {};
    line.setValue(total, 'total').setValue(tax, 'tax').setValue(totalWithTax, 'totalWithTax');
  }
  const totals = totalsOf(lines.map(figuresOf));
  const record = deal.getLinkedRecord('lineTotals');
  for (const [field, value] of Object.entries(totals)) record?.setValue(value, field);
  // Without lines the amount stays as it was.
  if (lines.length > 0) deal.setValue(totals.net, 'amount');
}
