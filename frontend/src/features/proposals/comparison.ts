import type { ComparisonQuery } from '@/__generated__/ComparisonQuery.graphql';

export type Compared = NonNullable<NonNullable<ComparisonQuery['response']['proposal']>['comparison']>;
export type LineDifference = Compared['lines'][number];
export type ComparedLine = NonNullable<LineDifference['after']>;

/** What is told of a line, in this order. */
export const LINE_FIELDS = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'total'] as const;
export type LineField = (typeof LINE_FIELDS)[number];

/** Fields of a line that differ. The total differs when anything it is made of does. */
export function changedIn({ kind, fields, before, after }: LineDifference): ReadonlySet<string> {
  if (kind !== 'CHANGED') return new Set();
  const changed = new Set(fields);
  if (before?.total !== after?.total) changed.add('total');
  return changed;
}

/** How many lines are alike: they are told of in one sentence. */
export function unchanged(lines: readonly LineDifference[]): number {
  return lines.filter(({ kind }) => kind === 'SAME').length;
}

/** Nothing differs: neither a line nor a field. */
export function isAlike({ fields, lines }: Compared): boolean {
  return fields.length === 0 && unchanged(lines) === lines.length;
}
