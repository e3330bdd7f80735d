import type { UserErrorLike } from '@/app/errors';
import { isBetween, isPositive, type LineFigures, plain } from './amounts';
import type { Choice } from './ProductField';

/** Names are those of AddDealLineInput, so that the server's errors find their fields. */
export interface LineValues extends Record<string, unknown> {
  description: string;
  product: Choice | null;
  quantity: string;
  unitPrice: string;
  discountPercent: string;
  taxPercent: string;
}

/** Whoever enters several lines enters them at one tax. */
export function blankLine(taxPercent = ''): LineValues {
  return { description: '', product: null, quantity: '1', unitPrice: '', discountPercent: '', taxPercent };
}

/** What the catalogue knows of the product fills the form in. */
export function withProduct(values: LineValues, product: Choice | null): LineValues {
  if (!product) return { ...values, product };
  const { name, price, taxPercent } = product;
  return {
    ...values,
    product,
    description: name,
    unitPrice: price ? plain(price) : '',
    taxPercent: plain(taxPercent),
  };
}

/** What the line will come to is computed from these; an empty percentage is none. */
export function figures(values: LineValues): LineFigures {
  const { quantity, unitPrice, discountPercent, taxPercent } = values;
  return {
    quantity,
    unitPrice,
    discountPercent: discountPercent || '0',
    taxPercent: taxPercent || '0',
  };
}

/** A line as it is sent, but for what it is of. */
export interface NewLine extends LineFigures {
  readonly description: string | null;
  readonly productId: string | null;
}

type Wrong = 'required' | 'positive' | 'price' | 'percent';

const percent = (value: string): Wrong | null =>
  value === '' || isBetween(value, 0, 100) ? null : 'percent';

export const checks: Readonly<Record<Exclude<keyof LineFigures, never>, (value: string) => Wrong | null>> = {
  quantity: (value) => (isPositive(value) ? null : 'positive'),
  unitPrice: (value) => (value.trim() === '' ? 'required' : isBetween(value, 0) ? null : 'price'),
  discountPercent: percent,
  taxPercent: percent,
};

export function lineInput(values: LineValues): NewLine {
  return {
    productId: values.product?.id ?? null,
    description: values.description.trim() || null,
    ...figures(values),
  };
}

/** The product is chosen in the field of the description. */
export function atField(error: UserErrorLike): UserErrorLike {
  const path = error.path.map((part) => (part === 'productId' ? 'description' : part));
  return { ...error, path };
}
