import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DealFilter } from '@/__generated__/BoardQuery.graphql';
import type { FilterCondition } from '@/searchParams';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { useWithCustom } from '../fields/lists';

/** The keys are those of the deals table: a filter in an address means the same on both pages. */
export function useBoardFields(): FilterField[] {
  const { t } = useTranslation('board');
  const builtIn = useMemo((): FilterField[] => {
    const field = (name: string) => t(`app:field.${name}`);
    return [
      { key: 'owner', label: field('owner'), kind: 'user', path: ['ownerId'] },
      { key: 'account', label: field('account'), kind: 'account', path: ['accountId'] },
      { key: 'amount', label: t('filter.amount'), kind: 'money', path: ['amountBase'] },
      { key: 'close', label: field('expectedCloseOn'), kind: 'date', path: ['expectedCloseOn'] },
      { key: 'probability', label: field('probability'), kind: 'number' },
      { key: 'contact', label: field('primaryContact'), kind: 'contact', path: ['primaryContactId'] },
      { key: 'source', label: field('source'), kind: 'lookup', lookupKind: 'SOURCE', path: ['sourceId'] },
      {
        key: 'industry',
        label: field('industry'),
        kind: 'lookup',
        lookupKind: 'INDUSTRY',
        path: ['account', 'industryId'],
      },
      { key: 'nextStep', label: field('nextStep'), kind: 'text' },
      { key: 'stageEnteredAt', label: t('filter.stageEnteredAt'), kind: 'instant' },
      { key: 'restricted', label: field('restricted'), kind: 'boolean' },
    ];
  }, [t]);
  return useWithCustom('DEAL', builtIn);
}

/** Inactive deals are put aside: they are on no board, whatever else is asked for. */
const ON_BOARD: DealFilter = { status: { ne: 'INACTIVE' } };

export function boardFilter(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
  text: string | undefined,
  zone: string,
): DealFilter {
  const needle = text?.trim();
  const parts: DealFilter[] = [ON_BOARD];
  const chosen = toFilterInput<DealFilter>(fields, conditions, zone);
  if (chosen) parts.push(chosen);
  if (needle) {
    parts.push({ or: [{ name: { contains: needle } }, { account: { name: { contains: needle } } }] });
  }
  return parts.length === 1 ? ON_BOARD : { and: parts };
}

const MINE: FilterCondition = ['owner', 'in', ['@me']];

export function isMine(condition: FilterCondition): boolean {
  return JSON.stringify(condition) === JSON.stringify(MINE);
}

/** Switches "only mine" within the conditions; another owner filter gives way to it. */
export function toggleMine(conditions: readonly FilterCondition[] = []): FilterCondition[] {
  if (conditions.some(isMine)) return conditions.filter((condition) => !isMine(condition));
  return [MINE, ...conditions.filter(([field]) => field !== 'owner')];
}
