import type { RecordProxy, RecordSourceProxy } from 'relay-runtime';

export interface ColumnTotals {
  readonly stageId: string;
  readonly count: number;
  readonly amount: string;
  readonly weighted: string;
  readonly currency: string;
}

function columnsOf(store: RecordSourceProxy, boardId: string): readonly RecordProxy[] {
  return (store.get(boardId)?.getLinkedRecords('columns') ?? []).filter((column) => column !== null);
}

function cardsOf(column: RecordProxy): readonly RecordProxy[] {
  return (column.getLinkedRecord('deals')?.getLinkedRecords('nodes') ?? []).filter((deal) => deal !== null);
}

/**
 * All columns' loaded cards together are one flat list: a card's own stage and rank say where it shows, so
 * it does not matter which column's page has brought it, and a move touches no list at all.
 */
export function addCards(store: RecordSourceProxy, boardId: string, dealIds: Iterable<string>): void {
  const columns = columnsOf(store, boardId);
  const known = new Set(columns.flatMap((column) => cardsOf(column).map((deal) => deal.getDataID())));
  const added: RecordProxy[] = [];
  for (const id of dealIds) {
    const deal = store.get(id);
    if (!deal || known.has(id)) continue;
    known.add(id);
    added.push(deal);
  }
  const home = columns[0]?.getLinkedRecord('deals');
  if (home && columns[0] && added.length > 0) {
    home.setLinkedRecords([...cardsOf(columns[0]), ...added], 'nodes');
  }
}

export function removeCard(store: RecordSourceProxy, boardId: string, dealId: string): void {
  for (const column of columnsOf(store, boardId)) {
    const cards = cardsOf(column);
    const kept = cards.filter((deal) => deal.getDataID() !== dealId);
    if (kept.length < cards.length) column.getLinkedRecord('deals')?.setLinkedRecords(kept, 'nodes');
  }
}

/** Totals come from the server; loaded cards are never added up. */
export function setTotals(store: RecordSourceProxy, boardId: string, totals: readonly ColumnTotals[]): void {
  const byStage = new Map(totals.map((column) => [column.stageId, column]));
  for (const column of columnsOf(store, boardId)) {
    const fresh = byStage.get(column.getLinkedRecord('stage')?.getDataID() ?? '');
    if (!fresh) continue;
    column
      .setValue(fresh.count, 'count')
      .setValue(fresh.amount, 'amount')
      .setValue(fresh.weighted, 'weighted')
      .setValue(fresh.currency, 'currency');
  }
}

export interface Page {
  readonly ids: readonly string[];
  readonly hasNextPage: boolean;
  readonly endCursor: string | null | undefined;
}

/** Appends a page that was fetched for one column. */
export function addPage(store: RecordSourceProxy, boardId: string, stageId: string, page: Page): void {
  addCards(store, boardId, page.ids);
  for (const column of columnsOf(store, boardId)) {
    if (column.getLinkedRecord('stage')?.getDataID() !== stageId) continue;
    column
      .getLinkedRecord('deals')
      ?.getLinkedRecord('pageInfo')
      ?.setValue(page.hasNextPage, 'hasNextPage')
      .setValue(page.endCursor, 'endCursor');
  }
}
