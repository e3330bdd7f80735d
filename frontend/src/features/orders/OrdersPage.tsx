import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderFilter, OrderOrderField } from '@/__generated__/OrderListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ViewTabs } from '@/ui/ViewTabs';
import { ListPage } from '../records/ListPage';
import { usePlainOrder } from '../records/RecordTable';
import { OrderList } from './OrderList';
import { orderFilter, VIEWS, viewOf } from './views';

const ORDER_FIELDS: readonly OrderOrderField[] = ['NUMBER', 'CREATED_AT', 'NET', 'STATUS'];
const NEWEST = { field: 'CREATED_AT', direction: 'DESC' } as const;

/** All orders: first those that are still to be fulfilled. */
export default function OrdersPage() {
  const { t } = useTranslation(['orders', 'proposals', 'app']);
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const { q, filter } = search;
  const view = viewOf(search.view);
  const fields = useMemo(
    (): FilterField[] => [
      { key: 'number', label: t('app:field.number'), kind: 'text' },
      { key: 'owner', label: t('proposals:filter.owner'), kind: 'user', path: ['deal', 'ownerId'] },
      { key: 'account', label: t('app:field.account'), kind: 'account', path: ['deal', 'accountId'] },
      { key: 'net', label: t('proposals:column.net'), kind: 'money' },
      { key: 'createdAt', label: t('orders:column.createdAt'), kind: 'instant' },
    ],
    [t],
  );
  const orderBy = usePlainOrder<OrderOrderField>(ORDER_FIELDS, NEWEST);
  const variables = useMemo(() => {
    const asked = toFilterInput<OrderFilter>(fields, filter, timeZone);
    return { filter: orderFilter(view, asked ?? null), orderBy, search: q ?? null };
  }, [view, fields, filter, timeZone, orderBy, q]);
  return (
    <ListPage
      title={t('orders:title')}
      searchLabel={t('orders:search')}
      fields={fields}
      source={{ list: 'ORDERS', table: 'orders', shown: variables }}
      views={
        <ViewTabs
          label={t('orders:view.label')}
          value={view}
          views={VIEWS.map((one) => ({ value: one, label: t(`orders:view.${one}`) }))}
          onChange={(next) => change({ view: next === 'open' ? undefined : next })}
        />
      }
      list={(frame) => (
        <OrderList
          variables={variables}
          // A view without orders is no empty workspace.
          frame={{ ...frame, filtered: frame.filtered || view !== 'open' }}
        />
      )}
    />
  );
}
