import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { OrderPageQuery } from '@/__generated__/OrderPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { OrderView } from './OrderView';

const query = graphql`
  query OrderPageQuery($id: ID!) {
    eventCursor(label: $id)
    order(id: $id) {
      id
      ...OrderView_order
    }
  }
`;

export default function OrderPage() {
  const { orderId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<OrderPageQuery>(query, { id: orderId }, { fetchPolicy: 'store-and-network' });
  const [fresh, markFresh] = useFresh();
  const refetch = useQuietRefetch<OrderPageQuery>(query, { id: orderId });
  useRecordEvents(data.eventCursor, {
    kinds: ['order.*'],
    deals: true,
    matches: ({ subjectId }) => subjectId === orderId,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });
  if (!data.order) return <NotFound />;
  return <OrderView key={orderId} order={data.order} fresh={fresh.has(orderId)} />;
}
