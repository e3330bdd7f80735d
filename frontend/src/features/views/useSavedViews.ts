import { useMemo } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { useSavedViewsQuery } from '@/__generated__/useSavedViewsQuery.graphql';
import { useViewer } from '@/app/viewer';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { useRecordEvents } from '../records/useRecordEvents';

/** All of a view. */
export const VIEW = graphql`
  fragment useSavedViews_view on SavedView {
    id
    version
    name
    layout
    filter
    orderBy
    columns
    search
    sharing
    archived
    viewerCanEdit
    owner {
      id
      version
      name
    }
    team {
      id
      version
      name
    }
    pipeline {
      id
      version
      name
    }
    problems {
      part
      field
    }
  }
`;

const query = graphql`
  query useSavedViewsQuery {
    eventCursor(label: "saved-views")
    savedViews(first: 200) {
      nodes {
        ...useSavedViews_view @relay(mask: false)
      }
    }
  }
`;

export type SavedView = useSavedViewsQuery['response']['savedViews']['nodes'][number];

/** The viewer's own saved views, then those shared with them; kept true by events. Suspends. */
export function useSavedViews(): { views: readonly SavedView[]; refetch: () => void } {
  const viewer = useViewer();
  const data = useLazyLoadQuery<useSavedViewsQuery>(query, {}, { fetchPolicy: 'store-and-network' });
  const refetch = useQuietRefetch<useSavedViewsQuery>(query, {});
  // An archived custom field makes problems of the views that name it.
  useRecordEvents(data.eventCursor, {
    kinds: ['view.*', 'custom_field.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  const { nodes } = data.savedViews;
  const views = useMemo(() => {
    const used = nodes.filter(({ archived }) => !archived);
    const own = ({ owner }: SavedView) => owner.id === viewer.id;
    return [...used.filter(own), ...used.filter((view) => !own(view))];
  }, [nodes, viewer.id]);
  return { views, refetch };
}
