import type { OrderFilter } from '@/__generated__/OrderListQuery.graphql';

export const VIEWS = ['open', 'fulfilled', 'cancelled', 'all'] as const;
export type View = (typeof VIEWS)[number];

const STATUSES = { open: 'OPEN', fulfilled: 'FULFILLED', cancelled: 'CANCELLED' } as const;

/** An unknown name of an old link means the open ones. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'open';
}

/** The view and the chips must both hold. */
export function orderFilter(view: View, asked: OrderFilter | null): OrderFilter | null {
  const shown = view === 'all' ? null : { status: { eq: STATUSES[view] } };
  return shown && asked ? { and: [shown, asked] } : (shown ?? asked);
}
