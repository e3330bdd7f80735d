import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, useLazyLoadQuery, usePaginationFragment } from 'react-relay/hooks';
import type { OrderCells_order$key } from '@/__generated__/OrderCells_order.graphql';
import type { OrderList_query$key } from '@/__generated__/OrderList_query.graphql';
import type { OrderListPageQuery } from '@/__generated__/OrderListPageQuery.graphql';
import type { OrderListQuery, OrderListQuery$variables } from '@/__generated__/OrderListQuery.graphql';
import type { ListFrame } from '../records/ListPage';
import { type ColumnShape, RecordTable, usePaged } from '../records/RecordTable';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { OrderCell, type OrderColumn } from './OrderCells';

interface Props {
  variables: Omit<OrderListQuery$variables, 'first'>;
  frame: ListFrame;
}

const query = graphql`
  query OrderListQuery(
    $filter: OrderFilter
    $orderBy: [OrderOrder!]
    $search: String
    $first: Int!
  ) {
    eventCursor(label: "orders")
    ...OrderList_query @arguments(filter: $filter, orderBy: $orderBy, search: $search, first: $first)
  }
`;

const COLUMNS: readonly ColumnShape<OrderColumn>[] = [
  { id: 'name', size: 160, sortField: 'NUMBER' },
  { id: 'status', size: 140, sortField: 'STATUS', phone: 'note' },
  { id: 'deal', size: 260, phone: 'detail' },
  { id: 'account', size: 200 },
  { id: 'proposal', size: 190 },
  { id: 'net', size: 140, sortField: 'NET', align: 'right', phone: 'value' },
  { id: 'total', size: 140, align: 'right', hidden: true },
  { id: 'createdAt', size: 150, sortField: 'CREATED_AT' },
  { id: 'fulfilledAt', size: 150 },
];

export function OrderList({ variables, frame }: Props) {
  const navigate = useNavigate();
  const [fresh, markFresh] = useFresh();
  const asked = usePaged(variables);
  const root = useLazyLoadQuery<OrderListQuery>(query, asked, { fetchPolicy: 'store-and-network' });
  const { data, hasNext, isLoadingNext, loadNext } = usePaginationFragment<
    OrderListPageQuery,
    OrderList_query$key
  >(
    graphql`
      fragment OrderList_query on Query
      @refetchable(queryName: "OrderListPageQuery")
      @argumentDefinitions(
        filter: { type: "OrderFilter" }
        orderBy: { type: "[OrderOrder!]" }
        search: { type: "String" }
        first: { type: "Int", defaultValue: 50 }
        after: { type: "String" }
      ) {
        orders(filter: $filter, orderBy: $orderBy, search: $search, first: $first, after: $after)
          @connection(key: "OrderList_orders") {
          totalCount
          edges {
            node {
              id
              ...OrderCells_order
            }
          }
        }
      }
    `,
    root,
  );
  const refetch = useQuietRefetch<OrderListQuery>(query, asked);
  useRecordEvents(root.eventCursor, {
    kinds: ['order.*'],
    deals: true,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  const rows = useMemo(() => data.orders.edges.map(({ node }) => node), [data.orders.edges]);
  return (
    <RecordTable
      name="orders"
      icon={IconPackage}
      frame={frame}
      columns={COLUMNS}
      rows={rows}
      cell={cell}
      totalCount={data.orders.totalCount}
      fresh={fresh}
      onOpen={(orderId) => void navigate({ to: '/orders/$orderId', params: { orderId } })}
      hasNext={hasNext}
      isLoadingNext={isLoadingNext}
      loadNext={loadNext}
    />
  );
}

/** Outside the component: the table's columns are made once. */
function cell(order: OrderCells_order$key & { id: string }, column: OrderColumn, plain?: boolean) {
  return <OrderCell order={order} column={column} plain={plain} />;
}
