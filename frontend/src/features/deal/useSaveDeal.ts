import { useCallback, useState } from 'react';
import { graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { RecordProxy, RecordSourceProxy } from 'relay-runtime';
import type { UpdateDealInput, useSaveDealMutation } from '@/__generated__/useSaveDealMutation.graphql';
import { reportUserErrors } from '@/app/errors';
import { useAction } from '@/app/useAction';
import { versionOf } from '@/relay/versionOf';
import type { SaveResult } from '@/ui/InlineEdit';
import { conflictIn, type FieldConflict, fieldConflict } from './conflict';

export type DealField = Exclude<keyof UpdateDealInput, 'id' | 'expectedVersion' | 'custom'>;

/** Input fields that point at a record, by the field of Deal that shows it. */
const LINKS: Partial<Record<DealField, string>> = {
  ownerId: 'owner',
  accountId: 'account',
  primaryContactId: 'primaryContact',
  sourceId: 'source',
  forecastCategoryId: 'forecastCategory',
  lossReasonId: 'lossReason',
};

export interface Pending extends FieldConflict {
  field: DealField;
  /** As the API wants it. */
  value: string | null;
}

function wire(field: DealField, value: string | null): string | number | null {
  return field === 'probability' && value !== null ? Number(value) : value;
}

/** Writes the change as if the server had agreed; version + 1, so that a quick second change does not conflict. */
export function applyField(
  deal: RecordProxy,
  store: RecordSourceProxy,
  field: DealField,
  value: string | null,
): void {
  const link = LINKS[field];
  if (!link) deal.setValue(wire(field, value), field);
  else if (value === null) deal.setValue(null, link);
  else {
    const target = store.get(value);
    const known = deal.getLinkedRecord(link);
    // A record without what the screen reads would show as a hole: then the answer is waited for.
    const complete = target && (link !== 'owner' || target.getValue('avatarColor') !== undefined);
    if (target && complete && known !== target) deal.setLinkedRecord(target, link);
  }
  deal.setValue(Number(deal.getValue('version') ?? 0) + 1, 'version');
}

/**
 * Saves one field of a deal at once and tells about conflicts field by field. A refusal because of somebody's
 * change of another field is repeated quietly; one because of the same field becomes `conflict`.
 */
export function useSaveDeal(id: string) {
  const environment = useRelayEnvironment();
  const [conflict, setConflict] = useState<Pending>();
  const [act, busy] = useAction<useSaveDealMutation>(graphql`
    mutation useSaveDealMutation($input: UpdateDealInput!) {
      updateDeal(input: $input) {
        deal {
          id
          version
          ...DealCell_deal
          ...DealHeader_deal
          ...DealFields_deal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const save = useCallback(
    async (field: DealField, value: string | null, baseVersion?: number): Promise<SaveResult> => {
      const attempt = (expectedVersion: number) =>
        act(
          { input: { id, [field]: wire(field, value), expectedVersion } },
          {
            onRefused: () => undefined,
            optimisticUpdater: (store) => {
              const deal = store.get(id);
              if (deal) applyField(deal, store, field, value);
            },
          },
        );
      let result = await attempt(baseVersion ?? versionOf(environment, id));
      let refusal = result.ok ? undefined : conflictIn(result.errors);
      if (refusal?.currentVersion && !fieldConflict(refusal, field)) {
        result = await attempt(refusal.currentVersion);
        refusal = result.ok ? undefined : conflictIn(result.errors);
      }
      if (result.ok) {
        setConflict(undefined);
        return { ok: true };
      }
      const met = refusal && fieldConflict(refusal, field);
      if (met) {
        setConflict({ ...met, field, value });
        // The editor closes: from here the notice holds what was typed.
        return { ok: true };
      }
      return { ok: false, errors: result.errors };
    },
    [act, environment, id],
  );

  const keepMine = useCallback(async () => {
    if (!conflict) return;
    const { field, value, currentVersion } = conflict;
    const result = await save(field, value, currentVersion);
    if (!result.ok) reportUserErrors(result.errors);
  }, [conflict, save]);

  const takeTheirs = useCallback(() => setConflict(undefined), []);

  return { save, conflict, keepMine, takeTheirs, busy };
}
