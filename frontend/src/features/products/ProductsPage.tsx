import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProductFilter, ProductOrderField } from '@/__generated__/ProductListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useCanManage, useViewer } from '@/app/viewer';
import { type FilterField, toFilterInput } from '@/ui/FilterBar';
import { ListPage } from '../records/ListPage';
import { BY_NAME, usePlainOrder } from '../records/RecordTable';
import { CreateProductDialog } from './CreateProductDialog';
import { ProductList } from './ProductList';

const ORDER_FIELDS: readonly ProductOrderField[] = ['NAME', 'CODE', 'SERIES', 'CREATED_AT', 'UPDATED_AT'];

export default function ProductsPage() {
  const { t } = useTranslation('products');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const canManage = useCanManage();
  const [{ q, filter }] = useListSearch();
  const fields = useMemo(
    (): FilterField[] => [
      { key: 'name', label: t('app:field.name'), kind: 'text' },
      { key: 'code', label: t('app:field.code'), kind: 'text' },
      { key: 'series', label: t('app:field.series'), kind: 'text' },
      { key: 'active', label: t('app:field.active'), kind: 'boolean' },
      { key: 'createdAt', label: t('column.createdAt'), kind: 'instant' },
    ],
    [t],
  );
  const orderBy = usePlainOrder(ORDER_FIELDS, BY_NAME);
  const variables = useMemo(
    () => ({ filter: toFilterInput<ProductFilter>(fields, filter, timeZone), orderBy, search: q ?? null }),
    [fields, filter, timeZone, orderBy, q],
  );
  return (
    <ListPage
      title={t('title')}
      createId="product.create"
      createLabel={t('new')}
      mayCreate={canManage}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'PRODUCTS', table: 'products', kind: 'PRODUCTS', shown: variables }}
      list={(frame) => <ProductList variables={variables} frame={frame} />}
      createDialog={(close) => (
        <CreateProductDialog
          onClose={close}
          onCreated={(productId) => void navigate({ to: '/products/$productId', params: { productId } })}
        />
      )}
    />
  );
}
