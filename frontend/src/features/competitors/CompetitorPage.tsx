import { useParams } from '@tanstack/react-router';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { CompetitorPageQuery } from '@/__generated__/CompetitorPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { useFresh } from '../records/useFresh';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';
import { CompetitorView } from './CompetitorView';

const query = graphql`
  query CompetitorPageQuery($id: ID!) {
    eventCursor(label: $id)
    competitor(id: $id) {
      id
      ...CompetitorView_competitor
    }
  }
`;

export default function CompetitorPage() {
  const { competitorId = '' } = useParams({ strict: false });
  const data = useLazyLoadQuery<CompetitorPageQuery>(
    query,
    { id: competitorId },
    { fetchPolicy: 'store-and-network' },
  );
  const [fresh, markFresh] = useFresh();
  const refetch = useQuietRefetch<CompetitorPageQuery>(query, { id: competitorId });
  useRecordEvents(data.eventCursor, {
    kinds: ['competitor.*', 'deal_competitor.*', 'deal.stage_changed'],
    deals: true,
    // Of a deal's event nobody can tell here whether they are on it.
    matches: ({ kind, subjectId }) => !kind.startsWith('competitor.') || subjectId === competitorId,
    onEvents: (_, others) => {
      markFresh(others.map(({ subjectId }) => subjectId));
      refetch();
    },
    onResync: refetch,
  });

  if (!data.competitor) return <NotFound />;
  return (
    <CompetitorView
      key={competitorId}
      competitor={data.competitor}
      fresh={fresh.has(competitorId)}
      onChanged={refetch}
    />
  );
}
