import type { Environment } from 'relay-runtime';
import { cell } from '@/relay/store';

/** A deal that was just won in this tab, as far as the screen knows it. */
export interface OwnWin {
  readonly dealId: string;
  readonly deal: string;
  readonly amount: string | null;
  readonly currency: string | null;
}

/** The last one; who listens celebrates it without waiting for the news to come back. */
export const ownWin = cell<OwnWin | null>(null);

const text = (value: unknown) => (typeof value === 'string' ? value : null);

/** To be called once the server has agreed. What the screen does not know the news will tell. */
export function wonByMe(environment: Environment, dealId: string): void {
  const record = environment.getStore().getSource().get(dealId);
  const deal = text(record?.name);
  // Asked for with an approval still to come it is not won yet.
  if (!record || deal === null || (text(record.status) ?? 'WON') !== 'WON') return;
  ownWin.set({ dealId, deal, amount: text(record.amount), currency: text(record.currency) });
}
