import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ProductPageQuery } from '@/__generated__/ProductPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { ProductView } from './ProductView';

const query = graphql`
  query ProductPageQuery($id: ID!) {
    eventCursor(label: $id)
    product(id: $id) {
      id
      ...ProductView_product
    }
  }
`;

export default function ProductPage() {
  const { productId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<ProductPageQuery>(
    query,
    { id: productId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const refetch = useQuietRefetch<ProductPageQuery>(query, { id: productId });
  useRecordEvents(data.eventCursor, {
    kinds: ['product.*', 'deal_line.*'],
    deals: true,
    // Of a line's event nobody can tell here whether it is of this product.
    matches: ({ kind, subjectId }) => kind.startsWith('deal_line.') || subjectId === productId,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  if (!data.product) return <NotFound />;
  return (
    <ProductView key={productId} product={data.product} fresh={fresh.has(productId)} onChanged={refetch} />
  );
}
