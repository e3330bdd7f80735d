import IconBox from '@tabler/icons-react/dist/esm/icons/IconBox.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { ProductCells_product$key } from '@/__generated__/ProductCells_product.graphql';
import type { ProductList_query$key } from '@/__generated__/ProductList_query.graphql';
import type { ProductListPageQuery } from '@/__generated__/ProductListPageQuery.graphql';
import type { ProductListQuery, ProductListQuery$variables } from '@/__generated__/ProductListQuery.graphql';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ProductCell, type ProductColumn } from './ProductCells';

interface Props {
  variables: Omit<ProductListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query ProductListQuery($filter: ProductFilter, $orderBy: [ProductOrder!], $search: String, $first: Int!) {
    eventCursor(label: "products")
    ...ProductList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<ProductColumn>[] = [
  { id: 'name', size: 280, sortField: 'NAME' },
  { id: 'code', size: 140, sortField: 'CODE', phone: 'detail' },
  { id: 'series', size: 160, sortField: 'SERIES' },
  { id: 'prices', size: 260, align: 'right', phone: 'value' },
  { id: 'taxPercent', size: 100, align: 'right' },
  { id: 'updatedAt', size: 150, sortField: 'UPDATED_AT' },
  { id: 'createdAt', size: 150, sortField: 'CREATED_AT', hidden: true },
];

export function ProductList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<ProductListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    ProductListPageQuery,
    ProductList_query$key
  >(
    graphql`
      fragment ProductList_query on Query
      @refetchable(queryName: "ProductListPageQuery")
      @argumentDefinitions(
        filter: { type: "ProductFilter" }
        orderBy: { type: "[ProductOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        products(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "ProductList_products") {
          totalCount
          edges {
            node {
              id
              ...ProductCells_product
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<ProductListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['product.*'],
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.products.edges.map(({ node }) => node), [data.products.edges]);
  return (
    <RecordTable
      name="products"
      icon={IconBox}
      frame={frame}
      columns={COLUMNS}
      rows={rows}
      cell={cell}
      totalCount={data.products.totalCount}
      fresh={fresh}
      onOpen={(productId) => void navigate({ to: '/products/$productId', params: { productId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(product: ProductCells_product$key & { id: string }, column: ProductColumn, plain?: boolean) {
  return <ProductCell product={product} column={column} plain={plain} />;
}
