import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountFilter } from '@/__generated__/AccountListQuery.graphql';
import type { FilterCondition } from '@/searchParams';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { useWithCustom } from '../fields/lists';

const OPEN_DEALS = 'openDeals';

function fieldsOf(t: TFunction): FilterField[] {
  return [
    { key: 'name', label: t('app:field.name'), kind: 'text' },
    {
      key: 'industry',
      label: t('app:field.industry'),
      kind: 'lookup',
      lookupKind: 'INDUSTRY',
      path: ['industryId'],
    },
    { key: 'owner', label: t('app:field.owner'), kind: 'user', path: ['ownerId'] },
    { key: OPEN_DEALS, label: t('accounts:filter.openDeals'), kind: 'boolean' },
    { key: 'source', label: t('app:field.source'), kind: 'lookup', lookupKind: 'SOURCE', path: ['sourceId'] },
    { key: 'parent', label: t('app:field.parent'), kind: 'account', path: ['parentId'] },
    { key: 'website', label: t('app:field.website'), kind: 'text' },
    { key: 'employees', label: t('app:field.employees'), kind: 'number' },
    { key: 'annualRevenue', label: t('app:field.annualRevenue'), kind: 'money' },
    { key: 'createdAt', label: t('accounts:column.createdAt'), kind: 'instant' },
    { key: 'archived', label: t('app:field.archived'), kind: 'boolean' },
  ];
}

export function useAccountFields(): FilterField[] {
  const { t } = useTranslation(['accounts', 'app']);
  return useWithCustom(
    'ACCOUNT',
    useMemo(() => fieldsOf(t), [t]),
  );
}

/** "Has open deals" is a question about other records, so it becomes a list filter. */
function openDeals([, , wanted]: FilterCondition): AccountFilter {
  const open = { status: { eq: 'OPEN' } } as const;
  return { deals: wanted === true ? { some: open } : { none: open } };
}

/** Archived accounts stay out of the way until somebody asks for them. */
export function accountFilter(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] = [],
  zone: string,
): AccountFilter {
  const plain = toFilterInput<AccountFilter>(
    fields,
    conditions.filter(([key]) => key !== OPEN_DEALS),
    zone,
  );
  const parts: AccountFilter[] = [
    ...(plain ? [plain] : []),
    ...conditions.filter(([key]) => key === OPEN_DEALS).map(openDeals),
  ];
  if (!conditions.some(([key]) => key === 'archived')) parts.push({ archived: { eq: false } });
  const [only] = parts;
  return parts.length === 1 && only ? only : { and: parts };
}
