import type { ProposalFilter, ProposalStatus } from '@/__generated__/ProposalListQuery.graphql';
import { addDays } from '@/i18n/zoned';

export type Status = ProposalStatus;

export const STATUSES = [
  'DRAFT',
  'IN_APPROVAL',
  'APPROVED',
  'SENT',
  'ACCEPTED',
  'DECLINED',
  'REJECTED',
  'EXPIRED',
  'SUPERSEDED',
] as const satisfies readonly Status[];

/** Those that nothing more comes of, or only by a new version. */
const INACTIVE: ReadonlySet<Status> = new Set(['DECLINED', 'EXPIRED', 'SUPERSEDED']);

/** What a deal's page shows at once; a refused one is still to be answered with a new version. */
export function isCurrent({ status, archived }: { status: Status; archived: boolean }): boolean {
  return !archived && !INACTIVE.has(status);
}

/** Until they end, their validity matters. */
const RUNNING: ReadonlySet<Status> = new Set(['DRAFT', 'IN_APPROVAL', 'APPROVED', 'SENT']);
const NEAR_DAYS = 7;

/** Whether the last day is past or comes soon; nothing once it no longer matters. */
export function validity(validUntil: string, status: Status, today: string): 'over' | 'near' | undefined {
  if (status === 'EXPIRED') return 'over';
  if (!RUNNING.has(status)) return undefined;
  if (validUntil < today) return 'over';
  return validUntil <= addDays(today, NEAR_DAYS) ? 'near' : undefined;
}

export const VIEWS = [
  'open',
  'draft',
  'in_approval',
  'sent',
  'accepted',
  'ended',
  'archived',
  'all',
] as const;
export type View = (typeof VIEWS)[number];

/** An unknown name of an old link means the open ones. */
export function viewOf(name: string | undefined): View {
  return VIEWS.find((view) => view === name) ?? 'open';
}

/** Which proposals a view shows. */
export function viewFilter(view: View): ProposalFilter | null {
  switch (view) {
    case 'open':
      return { open: { eq: true } };
    case 'ended':
      return { status: { in: ['DECLINED', 'REJECTED', 'EXPIRED', 'SUPERSEDED'] } };
    case 'archived':
      return { archived: { eq: true } };
    case 'all':
      return null;
    default:
      return { status: { in: STATUSES.filter((status) => status === view.toUpperCase()) } };
  }
}

/** The view and the chips must both hold, so neither can widen the other. */
export function proposalFilter(view: View, asked: ProposalFilter | null): ProposalFilter | null {
  const shown = viewFilter(view);
  return shown && asked ? { and: [shown, asked] } : (shown ?? asked);
}

/** Recalling is done where the approval's progress is told, with a word to those who were asked. */
export const ACTIONS = [
  'SUBMIT',
  'SEND',
  'ACCEPT',
  'ORDER',
  'REVISE',
  'REOPEN',
  'DECLINE',
  'ARCHIVE',
] as const;
export type Action = (typeof ACTIONS)[number];

/** What comes next mostly, by status: its button stands first. */
const NEXT: Partial<Record<Status, Action>> = {
  DRAFT: 'SUBMIT',
  APPROVED: 'SEND',
  SENT: 'ACCEPT',
  ACCEPTED: 'ORDER',
  DECLINED: 'REVISE',
  REJECTED: 'REVISE',
  EXPIRED: 'REVISE',
};

interface State {
  readonly status: Status;
  readonly archived: boolean;
  readonly actions: readonly string[];
  /** Further orders can be made of it, but that is not what comes next. */
  readonly ordered?: boolean;
}

interface Offered {
  /** The usual next step, when it may be done. */
  next: Action | undefined;
  others: Action[];
}

/** What may be done now. Editing is done where the values stand. */
export function offered({ status, archived, actions, ordered }: State): Offered {
  // It is taken out again where it is said that it was put away.
  const may = ACTIONS.filter((action) => actions.includes(action) && !(archived && action === 'ARCHIVE'));
  const usual = ordered ? undefined : NEXT[status];
  const next = may.find((action) => action === usual);
  return { next, others: may.filter((action) => action !== next) };
}
