import type { ExportList } from '@/__generated__/ExportDialogQuery.graphql';

export type { ExportList };

export const FORMS = ['csv', 'xlsx'] as const;
export type Form = (typeof FORMS)[number];

/** What a list shows, as the API was asked for it. */
export interface Shown {
  readonly filter?: unknown;
  readonly orderBy?: unknown;
  readonly search?: string | null;
}

/** What a table calls otherwise than the API. */
const OTHERWISE: Partial<Record<ExportList, Record<string, readonly string[]>>> = {
  LEADS: { name: ['topic'], bant: ['budget', 'authority', 'need', 'timing'] },
  CONTACTS: { name: ['firstName', 'lastName'] },
  PROPOSALS: { name: ['number', 'revision'], account: ['deal.account.name'], owner: ['deal.owner.name'] },
  ORDERS: { name: ['number'], account: ['deal.account.name'], proposal: ['proposal.number'] },
  CONTRACT_PACKAGES: { account: ['deal.account.name'], owner: ['deal.owner.name'] },
};

const AMOUNTS = ['amount', 'weightedAmount', 'net', 'total'];

/** A table's columns as a file has them; what is reckoned for the screen only is left out. */
export function columnsOf(list: ExportList, ids: readonly string[], known: readonly string[]): string[] {
  const has = new Set(known);
  const keys = ids.flatMap((id) => {
    const other = OTHERWISE[list]?.[id];
    if (other) return other.filter((key) => has.has(key));
    return [id, `${id}.name`].filter((key) => has.has(key)).slice(0, 1);
  });
  // An amount says nothing without what it is in.
  const last = Math.max(...AMOUNTS.map((key) => keys.lastIndexOf(key)));
  if (last >= 0 && has.has('currency') && !keys.includes('currency')) keys.splice(last + 1, 0, 'currency');
  return [...new Set(keys)];
}

/** Where the file comes from. Without columns the server takes the usual ones. */
export function addressOf(list: ExportList, form: Form, shown: Shown, columns: readonly string[]): string {
  const query = new URLSearchParams();
  if (shown.filter != null) query.set('filter', JSON.stringify(shown.filter));
  if (shown.orderBy != null) query.set('orderBy', JSON.stringify(shown.orderBy));
  if (shown.search) query.set('search', shown.search);
  if (columns.length > 0) query.set('columns', columns.join(','));
  const text = query.toString();
  return `/export/${list.toLowerCase().replaceAll('_', '-')}.${form}${text && `?${text}`}`;
}
