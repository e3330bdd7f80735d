import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProposalFilter, ProposalOrderField } from '@/__generated__/ProposalListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ViewTabs } from '@/ui/ViewTabs';
import { useCustomColumns, useWithCustom } from '../fields/lists';
import { ListPage } from '../records/ListPage';
import { useOrder } from '../records/RecordTable';
import { CreateProposalDialog } from './CreateProposalDialog';
import { ProposalList } from './ProposalList';
import { proposalFilter, STATUSES, VIEWS, viewOf } from './status';

const ORDER_FIELDS: readonly ProposalOrderField[] = [
  'NUMBER',
  'CREATED_AT',
  'UPDATED_AT',
  'NET',
  'VALID_UNTIL',
];
const NEWEST = { field: 'CREATED_AT', direction: 'DESC' } as const;

function useProposalFields(): FilterField[] {
  const { t } = useTranslation(['proposals', 'app']);
  const builtIn = useMemo(
    (): FilterField[] => [
      { key: 'number', label: t('app:field.number'), kind: 'text' },
      {
        key: 'status',
        label: t('app:field.status'),
        kind: 'options',
        options: STATUSES.map((status) => ({ value: status, label: t(`proposals:status.${status}`) })),
      },
      { key: 'owner', label: t('proposals:filter.owner'), kind: 'user', path: ['deal', 'ownerId'] },
      { key: 'account', label: t('app:field.account'), kind: 'account', path: ['deal', 'accountId'] },
      { key: 'contact', label: t('proposals:contact'), kind: 'contact', path: ['contactId'] },
      { key: 'net', label: t('proposals:column.net'), kind: 'money' },
      { key: 'currency', label: t('app:field.currency'), kind: 'text' },
      { key: 'validUntil', label: t('app:field.validUntil'), kind: 'date' },
      { key: 'sentAt', label: t('app:field.sentAt'), kind: 'instant' },
      { key: 'createdBy', label: t('app:field.creator'), kind: 'user', path: ['createdById'] },
      { key: 'createdAt', label: t('proposals:column.createdAt'), kind: 'instant' },
    ],
    [t],
  );
  return useWithCustom('PROPOSAL', builtIn);
}

/** All proposals: first those that somebody has still to decide about. */
export default function ProposalsPage() {
  const { t } = useTranslation('proposals');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const { q, filter } = search;
  const view = viewOf(search.view);
  const fields = useProposalFields();
  const orderBy = useOrder<ProposalOrderField>(ORDER_FIELDS, useCustomColumns('PROPOSAL'), NEWEST);
  const variables = useMemo(() => {
    const asked = toFilterInput<ProposalFilter>(fields, filter, timeZone);
    return { filter: proposalFilter(view, asked ?? null), orderBy, search: q ?? null };
  }, [view, fields, filter, timeZone, orderBy, q]);
  return (
    <ListPage
      title={t('title')}
      createId="proposal.create"
      createLabel={t('new')}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'PROPOSALS', table: 'proposals', shown: variables }}
      views={
        <ViewTabs
          label={t('view.label')}
          value={view}
          views={VIEWS.map((one) => ({ value: one, label: t(`view.${one}`) }))}
          onChange={(next) => change({ view: next === 'open' ? undefined : next })}
        />
      }
      list={(frame) => (
        <ProposalList
          variables={variables}
          // A view without proposals is no empty workspace.
          frame={{ ...frame, filtered: frame.filtered || view !== 'open' }}
        />
      )}
      createDialog={(close) => (
        <CreateProposalDialog
          onClose={close}
          onCreated={(proposalId) => void navigate({ to: '/proposals/$proposalId', params: { proposalId } })}
        />
      )}
    />
  );
}
