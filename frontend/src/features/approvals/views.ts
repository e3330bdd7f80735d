import type { ApprovalFilter, ApprovalOrder } from '@/__generated__/ApprovalListQuery.graphql';

export const VIEWS = ['waiting', 'asked', 'decided'] as const;
export type ApprovalView = (typeof VIEWS)[number];

export function viewOf(text: string | undefined): ApprovalView {
  return VIEWS.find((view) => view === text) ?? 'waiting';
}

interface More {
  /** Of those asked for: also what has ended. */
  ended: boolean;
  /** What was on screen and waits no longer: it stays until the page is left, so that nothing jumps. */
  kept: readonly string[];
}

/** What a view holds, and in which order. */
export function askFor(
  view: ApprovalView,
  { ended, kept }: More,
): { filter: ApprovalFilter; orderBy: ApprovalOrder[] } {
  switch (view) {
    case 'waiting': {
      const waits: ApprovalFilter = { waitingForId: { eq: '@me' } };
      return {
        filter: kept.length > 0 ? { or: [waits, { id: { in: [...kept] } }] } : waits,
        orderBy: [{ field: 'DUE_AT', direction: 'ASC' }],
      };
    }
    case 'asked':
      return {
        filter: { requestedById: { eq: '@me' }, ...(ended ? {} : { status: { eq: 'PENDING' } }) },
        orderBy: [{ field: 'REQUESTED_AT', direction: 'DESC' }],
      };
    case 'decided':
      return {
        filter: { status: { ne: 'PENDING' } },
        orderBy: [{ field: 'ENDED_AT', direction: 'DESC' }],
      };
  }
}
