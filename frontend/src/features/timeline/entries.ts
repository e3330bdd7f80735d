import { wallOf } from '@/i18n/zoned';
import { fieldKey } from '@/ui/HistoryList';

export const KINDS = [
  'STAGE',
  'DEAL',
  'NOTE',
  'FILE',
  'ACTIVITY',
  'TASK',
  'APPROVAL',
  'STAKEHOLDER',
  'LINE',
  'COMPETITOR',
  'PROPOSAL',
  'CONTRACT_PACKAGE',
  'ORDER',
  'ACCOUNT',
  'CONTACT',
  'LEAD',
] as const;
export type Kind = (typeof KINDS)[number];
export type Owner = 'deal' | 'account' | 'contact';

/** What can be told of a record: a contact's timeline knows no deal's own fields, a deal's no account's. */
const OF: Record<Owner, ReadonlySet<Kind>> = {
  deal: new Set([
    'STAGE',
    'DEAL',
    'NOTE',
    'FILE',
    'ACTIVITY',
    'TASK',
    'APPROVAL',
    'STAKEHOLDER',
    'LINE',
    'COMPETITOR',
    'PROPOSAL',
    'CONTRACT_PACKAGE',
    'ORDER',
    'LEAD',
  ]),
  account: new Set(KINDS),
  contact: new Set(['NOTE', 'FILE', 'ACTIVITY', 'TASK', 'STAKEHOLDER', 'CONTACT', 'LEAD']),
};

export function kindsOf(owner: Owner): Kind[] {
  return KINDS.filter((kind) => OF[owner].has(kind));
}

/** The filter as the address holds it, `note.task`. What a record has none of is passed over; none is all. */
export function chosenKinds(view: string | undefined, owner: Owner): Kind[] {
  const words = new Set(view?.toUpperCase().split('.'));
  return kindsOf(owner).filter((kind) => words.has(kind));
}

export function viewOf(kinds: readonly string[]): string | undefined {
  const chosen = KINDS.filter((kind) => kinds.includes(kind));
  return chosen.length > 0 ? chosen.join('.').toLowerCase() : undefined;
}

/** The tab of a record's page that shows more of what an entry tells. */
export const TABS: Partial<Record<Kind, string>> = {
  NOTE: 'notes',
  FILE: 'files',
  ACTIVITY: 'activities',
  TASK: 'tasks',
  STAKEHOLDER: 'stakeholders',
  LINE: 'products',
  COMPETITOR: 'competitors',
  PROPOSAL: 'proposals',
  CONTRACT_PACKAGE: 'contracts',
  ORDER: 'proposals',
};

export interface Day<E> {
  /** YYYY-MM-DD where the viewer is. */
  day: string;
  entries: E[];
}

/** Newest first stays newest first; a day is the viewer's own. */
export function groupByDay<E extends { readonly at: string }>(entries: readonly E[], zone: string): Day<E>[] {
  const days: Day<E>[] = [];
  for (const entry of entries) {
    const { day } = wallOf(entry.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.entries.push(entry);
    else days.push({ day, entries: [entry] });
  }
  return days;
}

export interface Change {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly beforeLabel?: string | null;
  readonly afterLabel?: string | null;
  readonly beforeCurrency?: string | null;
  readonly afterCurrency?: string | null;
}

interface Told {
  readonly kind: string;
  readonly changes: readonly Change[];
}

/** Of what is new not every field is worth a line; of what is gone none is. */
const ONLY: Record<string, readonly string[]> = {
  'deal.created': ['stage', 'amount', 'currency'],
  'deal.stage_changed': [
    'goNoGo',
    'goNoGoReason',
    'stage',
    'owner',
    'lossReason',
    'winLossReport',
    'overrideReason',
  ],
  'plan_run.started': ['stage'],
  'plan_run.changed': ['stage'],
  'plan_run.done': [],
  'plan_run.cancelled': [],
  'plan_run.resumed': [],
  'approval.requested': ['message', 'amount', 'currency'],
  'approval.decided': ['step', 'decision', 'comment'],
  'approval.granted': ['step', 'decision', 'comment'],
  'approval.refused': ['step', 'decision', 'comment'],
  'approval.delegated': ['user', 'comment'],
  'approval.recalled': ['comment', 'endCause', 'endName'],
  // Older entries have the reason in the words of their day.
  'approval.voided': ['endCause', 'endName', 'voidReason'],
  'approval.reminded': ['step'],
  'approval.escalated': ['step'],
  'approval.reassigned': ['step'],
  'approval.stayed': ['reason'],
  'task.created': ['assignee', 'dueAt'],
  'task.completed': ['outcome'],
  'task.reopened': [],
  'task.cancelled': [],
  'activity.created': ['startsAt'],
  'activity.held': [],
  'activity.missed': [],
  'activity.reopened': [],
  'activity.archived': [],
  'activity.restored': [],
  'note.created': [],
  'note.archived': [],
  'note.restored': [],
  'file.added': ['category', 'description'],
  'file.version_added': ['fileName', 'comment'],
  'file.archived': [],
  'file.restored': [],
  'stakeholder.added': ['role', 'side'],
  'stakeholder.removed': [],
  'influence.drawn': [],
  'influence.removed': [],
  'deal_line.added': ['quantity', 'unitPrice'],
  'deal_line.removed': [],
  'deal_competitor.added': ['threat'],
  'deal_competitor.removed': [],
  'proposal.created': [],
  'proposal.submitted': ['message'],
  'proposal.approved': [],
  'proposal.rejected': [],
  'proposal.recalled': [],
  'proposal.reopened': [],
  'proposal.sent': [],
  'proposal.documented': ['document'],
  'proposal.accepted': [],
  'proposal.declined': ['declineReason'],
  'proposal.expired': [],
  'proposal.superseded': [],
  'proposal_line.added': ['quantity', 'unitPrice'],
  'proposal_line.removed': [],
  'contract_package.created': [],
  'contract_package.submitted': ['message'],
  'contract_package.approved': [],
  'contract_package.rejected': [],
  'contract_package.voided': ['endCause', 'endName', 'reason'],
  'contract_package.recalled': [],
  'contract_package.reopened': [],
  'contract_package.signed': ['signedOn', 'signedFile'],
  'contract_package.cancelled': ['cancelReason'],
  'order.created': [],
  'account.created': ['industry', 'website'],
  'contact.created': ['jobTitle', 'emails'],
  'lead.created': ['company', 'source'],
};

/** Shown as words, or following from what is shown. */
const OTHERWISE: ReadonlySet<string> = new Set([
  'amountBase',
  'body',
  'closedAt',
  'completedAt',
  'highestDiscountPercent',
  'lastActivityAt',
  'margin',
  'subtotal',
  'tax',
]);

/** The changes that an entry lists. */
export function listed<T extends Told>({ kind, changes }: T): T['changes'][number][] {
  const only = ONLY[kind];
  // The amount says it.
  const told = only !== undefined && changes.some(({ afterCurrency }) => afterCurrency);
  return changes.filter(({ field }) => {
    const key = fieldKey(field);
    if (told && key === 'currency') return false;
    return only ? only.includes(key) : !OTHERWISE.has(key);
  });
}

/** What a change calls the value it left behind, or the one it took away. */
export function saidIn({ changes }: Pick<Told, 'changes'>, field: string): string | undefined {
  const change = changes.find((one) => fieldKey(one.field) === field);
  if (!change) return undefined;
  const label = change.afterLabel ?? change.beforeLabel;
  if (label) return label;
  const value = change.after ?? change.before;
  // Without its name an id tells nobody anything.
  return typeof value === 'string' && fieldKey(change.field) === change.field ? value : undefined;
}

const MOST = 3;

/** The first lines that say something. */
export function firstLines(text: string | null | undefined): string {
  const lines = (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
  const first = lines.slice(0, MOST).join('\n');
  return lines.length > MOST ? `${first}\n…` : first;
}

type Label = 'today' | 'yesterday';

/** The day's own word, if it has one. */
export function nearDay(day: string, today: string): Label | undefined {
  const days = (Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000;
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : undefined;
}
