import type { RecordProxy } from 'relay-runtime';
import type { Lines_deal$data } from '@/__generated__/Lines_deal.graphql';
import type { SaveResult } from '@/ui/InlineEdit';
import { amountsOf, type LineFigures, totalsOf } from './amounts';
import type { NewLine } from './lineForm';

export type Deal = Lines_deal$data;

/** A line as tables of lines show it: of a deal, or of what was made from one. */
export interface Line extends LineFigures {
  readonly id: string;
  readonly version: number;
  readonly description: string;
  readonly total: string;
  readonly product?: { readonly id: string; readonly name: string; readonly code?: string | null } | null;
}

/** What can be changed of a line. */
export type Patch = Partial<Record<keyof LineFigures | 'description' | 'productId', string | null>>;

/** What can be done with lines, wherever they stand. Refusals of `add` and `save` come back as values. */
export interface LineActions {
  add(line: NewLine): Promise<SaveResult>;
  save(id: string, patch: Patch, expectedVersion: number): Promise<SaveResult>;
  remove(line: Line): Promise<void>;
  move(from: number, to: number): Promise<boolean>;
}

/** What is shown of a deal's lines; one page holds them all. */
export const PAGE = 200;

/** Everything that was known of a line, so that taking it off can be undone. */
export function again(line: Line): NewLine {
  return {
    productId: line.product?.id ?? null,
    description: line.description,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountPercent: line.discountPercent,
    taxPercent: line.taxPercent,
  };
}

interface InStore {
  getDataID(): string;
}

/** The lines with one of them put behind another; none is the first place. As they are when either is not there. */
export function movedBehind<T extends InStore>(lines: readonly T[], id: string, afterId: string | null): T[] {
  const line = lines.find((one) => one.getDataID() === id);
  const rest = lines.filter((one) => one !== line);
  const above = rest.findIndex((one) => one.getDataID() === afterId);
  if (!line || (afterId !== null && above < 0)) return [...lines];
  return [...rest.slice(0, above + 1), line, ...rest.slice(above + 1)];
}

/** Behind which line one comes to stand; none is the first place. */
export function afterOf(lines: readonly { readonly id: string }[], from: number, to: number): string | null {
  return lines.filter((_, index) => index !== from)[to - 1]?.id ?? null;
}

const FIGURES = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent'] as const;

export function figuresOf(line: RecordProxy): LineFigures {
  const [quantity = '0', unitPrice = '0', discountPercent = '0', taxPercent = '0'] = FIGURES.map((field) =>
    String(line.getValue(field) ?? '0'),
  );
  return { quantity, unitPrice, discountPercent, taxPercent };
}

/** Writes the change as if the server had agreed; version + 1, so that a quick second change does not conflict. */
export function applyPatch(line: RecordProxy | null | undefined, patch: Patch): void {
  if (!line) return;
  for (const [field, value] of Object.entries(patch)) {
    if (field !== 'productId') line.setValue(value, field);
    else if (value === null) line.setValue(null, 'product');
  }
  line.setValue(Number(line.getValue('version') ?? 0) + 1, 'version');
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
