import { type UserErrorLike, userErrorText } from '@/app/errors';

/** The server takes this many deals in one call. */
export const BULK_LIMIT = 200;

export function chunks<T>(items: readonly T[], size = BULK_LIMIT): T[][] {
  const out: T[][] = [];
  for (let start = 0; start < items.length; start += size) out.push(items.slice(start, start + size));
  return out;
}

export interface BulkResult {
  readonly id: string;
  readonly deal: { readonly name: string } | null | undefined;
  readonly userErrors: readonly UserErrorLike[];
  /** Instead of moving it approval was asked for. */
  readonly pendingApproval?: { readonly id: string } | null;
}

export interface Skipped {
  id: string;
  name: string;
  reason: string;
  /** Only the stage's gate is in the way, and the viewer may move it nevertheless. */
  anyway?: true;
}

export interface BulkSummary {
  changed: number;
  changedIds: string[];
  /** How many wait for approval now. */
  asked: number;
  skipped: Skipped[];
  /** Each reason once, the most frequent first. */
  reasons: { reason: string; count: number }[];
}

export type NeedLabel = (kind: string, key: string, label?: string) => string;

/** What a gate asks for is told in the reader's words, the company's own fields too. */
function inWords(error: UserErrorLike, needLabel: NeedLabel): UserErrorLike {
  const missing = error.missing?.map(({ kind, key, label }) => ({
    kind,
    key,
    label: needLabel(kind, key, label),
  }));
  return missing ? { ...error, missing } : error;
}

/** What became of a bulk change. `names` knows the deals that the answer does not bring. */
export function summarise(
  results: readonly BulkResult[],
  names: ReadonlyMap<string, string> = new Map(),
  needLabel: NeedLabel = (_, key, label = key) => label,
): BulkSummary {
  const skipped = results
    .filter(({ userErrors }) => userErrors.length > 0)
    .map(({ id, deal, userErrors }) => ({
      id,
      name: deal?.name ?? names.get(id) ?? '–',
      reason: userErrors.map((error) => userErrorText(inWords(error, needLabel))).join(' '),
      ...(userErrors.every(({ viewerCanOverride }) => viewerCanOverride) && { anyway: true as const }),
    }));
  const counts = new Map<string, number>();
  for (const { reason } of skipped) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const went = results.filter(({ userErrors }) => userErrors.length === 0);
  const changedIds = went.filter(({ pendingApproval }) => !pendingApproval).map(({ id }) => id);
  return {
    changed: changedIds.length,
    changedIds,
    asked: went.length - changedIds.length,
    skipped,
    reasons: [...counts].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
  };
}

/** Where a deal stood before a bulk change. */
export interface Before {
  stageId: string;
  lossReasonId: string | null;
  ownerId: string;
}

/** The ids by where they go back to, so that each way back is one call; those of whom nothing is known stay. */
export function byOrigin<K extends object>(
  ids: readonly string[],
  before: ReadonlyMap<string, Before>,
  key: (before: Before) => K,
): { to: K; ids: string[] }[] {
  const groups = new Map<string, { to: K; ids: string[] }>();
  for (const id of ids) {
    const known = before.get(id);
    if (!known) continue;
    const to = key(known);
    const name = JSON.stringify(to);
    const group = groups.get(name);
    if (group) group.ids.push(id);
    else groups.set(name, { to, ids: [id] });
  }
  return [...groups.values()];
}
