import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilterField } from '@/ui/FilterBar';
import { useWithCustom } from '../fields/lists';

export interface PipelineOption {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly { readonly id: string; readonly name: string }[];
}

/** Everything the deals table can be filtered by. */
export function useFilterFields(pipelines: readonly PipelineOption[]): FilterField[] {
  const { t } = useTranslation('deals');
  const builtIn = useMemo((): FilterField[] => {
    const field = (name: string) => t(`app:field.${name}`);
    const stages = pipelines.flatMap((pipeline) =>
      pipeline.stages.map(({ id, name }) => ({
        value: id,
        label: pipelines.length > 1 ? `${pipeline.name} · ${name}` : name,
      })),
    );
    return [
      { key: 'name', label: field('name'), kind: 'text' },
      {
        key: 'status',
        label: field('status'),
        kind: 'options',
        options: ['OPEN', 'WON', 'LOST', 'INACTIVE'].map((value) => ({ value, label: t(`status.${value}`) })),
      },
      { key: 'owner', label: field('owner'), kind: 'user', path: ['ownerId'] },
      { key: 'account', label: field('account'), kind: 'account', path: ['accountId'] },
      { key: 'contact', label: field('primaryContact'), kind: 'contact', path: ['primaryContactId'] },
      {
        key: 'pipeline',
        label: field('pipeline'),
        kind: 'options',
        path: ['pipelineId'],
        options: pipelines.map(({ id, name }) => ({ value: id, label: name })),
      },
      { key: 'stage', label: field('stage'), kind: 'options', path: ['stageId'], options: stages },
      { key: 'amount', label: t('filter.amountBase'), kind: 'money', path: ['amountBase'] },
      { key: 'currency', label: field('currency'), kind: 'text' },
      { key: 'probability', label: field('probability'), kind: 'number' },
      { key: 'close', label: field('expectedCloseOn'), kind: 'date', path: ['expectedCloseOn'] },
      { key: 'nextStep', label: field('nextStep'), kind: 'text' },
      { key: 'source', label: field('source'), kind: 'lookup', lookupKind: 'SOURCE', path: ['sourceId'] },
      {
        key: 'lossReason',
        label: field('lossReason'),
        kind: 'lookup',
        lookupKind: 'LOSS_REASON',
        path: ['lossReasonId'],
      },
      {
        key: 'forecast',
        label: field('forecastCategory'),
        kind: 'lookup',
        lookupKind: 'FORECAST_CATEGORY',
        path: ['forecastCategoryId'],
      },
      { key: 'created', label: t('filter.created'), kind: 'instant', path: ['createdAt'] },
      { key: 'updated', label: t('filter.updated'), kind: 'instant', path: ['updatedAt'] },
      { key: 'closed', label: field('closedAt'), kind: 'instant', path: ['closedAt'] },
      { key: 'activity', label: t('filter.lastActivity'), kind: 'instant', path: ['lastActivityAt'] },
      { key: 'stageSince', label: t('filter.stageSince'), kind: 'instant', path: ['stageEnteredAt'] },
      {
        key: 'industry',
        label: t('filter.industry'),
        kind: 'lookup',
        lookupKind: 'INDUSTRY',
        path: ['account', 'industryId'],
      },
      {
        key: 'decisionMaker',
        label: t('filter.decisionMaker'),
        kind: 'boolean',
        path: ['coverage', 'decisionMakerKnown'],
      },
      {
        key: 'loyalty',
        label: t('filter.loyalty'),
        kind: 'number',
        path: ['coverage', 'weightedLoyalty'],
      },
      {
        key: 'product',
        label: field('product'),
        kind: 'product',
        path: ['lines', 'some', 'productId'],
      },
      {
        key: 'competitor',
        label: field('competitor'),
        kind: 'competitor',
        path: ['competitors', 'some', 'competitorId'],
      },
      { key: 'restricted', label: field('restricted'), kind: 'boolean' },
    ];
  }, [t, pipelines]);
  return useWithCustom('DEAL', builtIn);
}
