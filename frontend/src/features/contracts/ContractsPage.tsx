import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ContractPackageFilter,
  ContractPackageOrderField,
} from '@/__generated__/ContractListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ViewTabs } from '@/ui/ViewTabs';
import { ListPage } from '../records/ListPage';
import { usePlainOrder } from '../records/RecordTable';
import { ContractList } from './ContractList';
import { CreateContractDialog } from './CreateContractDialog';
import { packageFilter, STATUSES, VIEWS, viewOf } from './status';

const ORDER_FIELDS: readonly ContractPackageOrderField[] = ['NAME', 'CREATED_AT', 'UPDATED_AT'];
const NEWEST = { field: 'CREATED_AT', direction: 'DESC' } as const;

/** All contract packages: first those that something is still to come of. */
export default function ContractsPage() {
  const { t } = useTranslation(['contracts', 'app', 'proposals']);
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const { q, filter } = search;
  const view = viewOf(search.view);
  const fields = useMemo(
    (): FilterField[] => [
      { key: 'name', label: t('app:field.name'), kind: 'text' },
      {
        key: 'status',
        label: t('app:field.status'),
        kind: 'options',
        options: STATUSES.map((status) => ({ value: status, label: t(`contracts:status.${status}`) })),
      },
      { key: 'owner', label: t('proposals:filter.owner'), kind: 'user', path: ['deal', 'ownerId'] },
      { key: 'account', label: t('app:field.account'), kind: 'account', path: ['deal', 'accountId'] },
      { key: 'createdAt', label: t('contracts:column.createdAt'), kind: 'instant' },
    ],
    [t],
  );
  const orderBy = usePlainOrder<ContractPackageOrderField>(ORDER_FIELDS, NEWEST);
  const variables = useMemo(() => {
    const asked = toFilterInput<ContractPackageFilter>(fields, filter, timeZone);
    return { filter: packageFilter(view, asked ?? null), orderBy, search: q ?? null };
  }, [view, fields, filter, timeZone, orderBy, q]);
  return (
    <ListPage
      title={t('contracts:title')}
      createId="contract.create"
      createLabel={t('contracts:new')}
      searchLabel={t('contracts:search')}
      fields={fields}
      source={{ list: 'CONTRACT_PACKAGES', table: 'contracts', shown: variables }}
      views={
        <ViewTabs
          label={t('contracts:view.label')}
          value={view}
          views={VIEWS.map((one) => ({ value: one, label: t(`contracts:view.${one}`) }))}
          onChange={(next) => change({ view: next === 'open' ? undefined : next })}
        />
      }
      list={(frame) => (
        <ContractList
          variables={variables}
          // A view without packages is no empty workspace.
          frame={{ ...frame, filtered: frame.filtered || view !== 'open' }}
        />
      )}
      createDialog={(close) => (
        <CreateContractDialog
          onClose={close}
          onCreated={(contractId) => void navigate({ to: '/contracts/$contractId', params: { contractId } })}
        />
      )}
    />
  );
}
