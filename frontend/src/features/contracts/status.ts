import type { ContractPackageFilter, ContractPackageStatus } from '@/__generated__/ContractListQuery.graphql';

export type Status = ContractPackageStatus;

export const STATUSES = [
  'DRAFT',
  'IN_APPROVAL',
  'APPROVED',
  'REJECTED',
  'SIGNED',
  'CANCELLED',
] as const satisfies readonly Status[];

/** Something is still to come of these. */
const OPEN = ['DRAFT', 'IN_APPROVAL', 'APPROVED', 'REJECTED'] as const satisfies readonly Status[];

/** What a deal's page shows at once: what is under way, and what was signed. */
export function isCurrent({ status }: { status: Status }): boolean {
  return status !== 'CANCELLED';
}

export const VIEWS = ['open', 'mine', 'in_approval', 'approved', 'signed', 'cancelled', 'all'] as const;
export type View = (typeof VIEWS)[number];

/** An unknown name of an old link means the open ones. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'open';
}

/** Which packages a view shows. */
export function viewFilter(view: View): ContractPackageFilter | null {
  switch (view) {
    case 'open':
      return { status: { in: [...OPEN] } };
    case 'mine':
      return { status: { in: [...OPEN] }, deal: { ownerId: { eq: '@me' } } };
    case 'all':
      return null;
    default:
      return { status: { in: STATUSES.filter((status) => status === view.toUpperCase()) } };
  }
}

/** The view and the chips must both hold. */
export function packageFilter(view: View, asked: ContractPackageFilter | null): ContractPackageFilter | null {
  const shown = viewFilter(view);
  return shown && asked ? { and: [shown, asked] } : (shown ?? asked);
}

/** Recalling is done where the approval's progress is told, with a word to those who were asked. */
export const ACTIONS = ['SUBMIT', 'SIGN', 'REOPEN', 'CANCEL'] as const;
export type Action = (typeof ACTIONS)[number];

/** What comes next mostly, by status: its button stands first. */
const NEXT: Partial<Record<Status, Action>> = {
  DRAFT: 'SUBMIT',
  APPROVED: 'SIGN',
  REJECTED: 'REOPEN',
};

interface Offered {
  /** The usual next step, when it may be done. */
  next: Action | undefined;
  others: Action[];
}

/** What may be done now. Editing is done where the values stand. */
export function offered(status: Status, actions: readonly string[]): Offered {
  const may = ACTIONS.filter((action) => actions.includes(action));
  const next = may.find((action) => action === NEXT[status]);
  return { next, others: may.filter((action) => action !== next) };
}
