import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadFilter } from '@/__generated__/LeadListQuery.graphql';
import type { FilterCondition } from '@/searchParams';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { useWithCustom } from '../fields/lists';
import { statusesOf, type View } from './bant';

export function useLeadFields(): FilterField[] {
  const { t } = useTranslation(['leads', 'app']);
  return useWithCustom(
    'LEAD',
    useMemo(
      (): FilterField[] => [
        { key: 'topic', label: t('app:field.topic'), kind: 'text' },
        { key: 'company', label: t('app:field.company'), kind: 'text' },
        { key: 'owner', label: t('app:field.owner'), kind: 'user', path: ['ownerId'] },
        {
          key: 'source',
          label: t('app:field.source'),
          kind: 'lookup',
          lookupKind: 'SOURCE',
          path: ['sourceId'],
        },
        { key: 'email', label: t('app:field.email'), kind: 'text' },
        { key: 'createdAt', label: t('leads:column.createdAt'), kind: 'instant' },
        { key: 'convertedAt', label: t('app:field.convertedAt'), kind: 'instant' },
      ],
      [t],
    ),
  );
}

/** The view and the chips must both hold, so neither can widen the other. */
export function leadFilter(
  view: View,
  fields: readonly FilterField[],
  conditions: readonly FilterCondition[] | undefined,
  zone: string,
): LeadFilter | null {
  const statuses = statusesOf(view);
  const asked = toFilterInput<LeadFilter>(fields, conditions, zone);
  const parts: LeadFilter[] = [
    ...(statuses ? [{ status: { in: statuses } }] : []),
    ...(asked ? [asked] : []),
  ];
  const [only] = parts;
  if (parts.length > 1) return { and: parts };
  return only ?? null;
}
