import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactFilter } from '@/__generated__/ContactListQuery.graphql';
import type { FilterCondition } from '@/searchParams';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { useWithCustom } from '../fields/lists';

const OPEN_DEALS = 'openDeals';

function fieldsOf(t: TFunction): FilterField[] {
  return [
    { key: 'account', label: t('app:field.account'), kind: 'account', path: ['accountId'] },
    { key: 'owner', label: t('app:field.owner'), kind: 'user', path: ['ownerId'] },
    { key: 'lastName', label: t('app:field.lastName'), kind: 'text' },
    { key: 'email', label: t('contacts:column.email'), kind: 'text' },
    { key: 'jobTitle', label: t('app:field.jobTitle'), kind: 'text' },
    { key: 'department', label: t('app:field.department'), kind: 'text' },
    {
      key: 'industry',
      label: t('app:field.industry'),
      kind: 'lookup',
      lookupKind: 'INDUSTRY',
      path: ['account', 'industryId'],
    },
    { key: 'source', label: t('app:field.source'), kind: 'lookup', lookupKind: 'SOURCE', path: ['sourceId'] },
    { key: OPEN_DEALS, label: t('contacts:filter.openDeals'), kind: 'boolean' },
    { key: 'createdAt', label: t('contacts:column.createdAt'), kind: 'instant' },
    { key: 'archived', label: t('app:field.archived'), kind: 'boolean' },
  ];
}

export function useContactFields(): FilterField[] {
  const { t } = useTranslation(['contacts', 'app']);
  return useWithCustom(
    'CONTACT',
    useMemo(() => fieldsOf(t), [t]),
  );
}

function openDeals([, , wanted]: FilterCondition): ContactFilter {
  const open = { status: { eq: 'OPEN' } } as const;
  return { deals: wanted === true ? { some: open } : { none: open } };
}

/** Archived contacts stay out of the way until somebody asks for them. */
export function contactFilter(
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] = [],
  zone: string,
): ContactFilter {
  const plain = toFilterInput<ContactFilter>(
    fields,
    conditions.filter(([key]) => key !== OPEN_DEALS),
    zone,
  );
  const parts: ContactFilter[] = [
    ...(plain ? [plain] : []),
    ...conditions.filter(([key]) => key === OPEN_DEALS).map(openDeals),
  ];
  if (!conditions.some(([key]) => key === 'archived')) parts.push({ archived: { eq: false } });
  const [only] = parts;
  return parts.length === 1 && only ? only : { and: parts };
}
