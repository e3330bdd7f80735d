import { useState } from 'react';

/** Those known keep their places, new ones come last: rows do not jump while they are edited. */
export function steady(before: readonly string[], ids: readonly string[]): string[] {
  const present = new Set(ids);
  const known = before.filter((id) => present.has(id));
  const seen = new Set(known);
  return [...known, ...ids.filter((id) => !seen.has(id))];
}

/** Records in the order they had when the list was opened. */
export function useSteadyOrder<T extends { readonly id: string }>(records: readonly T[]): T[] {
  const ids = records.map(({ id }) => id);
  const [order, setOrder] = useState<readonly string[]>(ids);
  const wanted = steady(order, ids);
  if (wanted.join() !== order.join()) setOrder(wanted);
  const byId = new Map(records.map((record) => [record.id, record]));
  return wanted.flatMap((id) => byId.get(id) ?? []);
}
