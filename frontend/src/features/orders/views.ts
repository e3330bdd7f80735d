import type { OrderFilter } from '@/__generated__/OrderListQuery.graphql';

export const VIEWS = ['open', 'fulfilled', 'cancelled', 'all'] as const;
export type View = (typeof VIEWS)[number];

const STATUSES = { open: 'OPEN', fulfilled: 'FULFILLED', cancelled: 'CANCELLED' } as const;

/** An unknown name of an old link means the open ones. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'open';
}

/** The view, the chips and the text must all hold. The text is looked for in numbers and in the deals' names. */
export function orderFilter(
  view: View,
  asked: OrderFilter | null,
  text: string | undefined,
): OrderFilter | null {
  const wanted = text?.trim();
  const parts: OrderFilter[] = [
    ...(view === 'all' ? [] : [{ status: { eq: STATUSES[view] } }]),
    ...(asked ? [asked] : []),
    ...(wanted ? [{ or: [{ number: { contains: wanted } }, { deal: { name: { contains: wanted } } }] }] : []),
  ];
  const [only] = parts;
  if (parts.length > 1) return { and: parts };
  return only ?? null;
}
