import { useCallback, useEffect, useMemo, useRef } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { useDealFilesQuery } from '@/__generated__/useDealFilesQuery.graphql';
import { useViewer } from '@/app/viewer';
import { aboutOf, queue, type Upload } from '../files/queue';
import { useUploads } from '../files/useUploads';
import { useQuietRefetch } from '../records/useQuietRefetch';
import type { Choice } from './chosen';

/** More to choose from would not be read. */
const MOST = 200;

const query = graphql`
  query useDealFilesQuery($id: ID!, $first: Int!) {
    deal(id: $id) {
      id
      files(first: $first, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
        totalCount
        nodes {
          id
          version
          name
          archived
          current {
            number
            size
            mediaType
          }
        }
      }
    }
  }
`;

interface DealFiles {
  /** The newest first. */
  files: readonly Choice[];
  /** There are more than are listed. */
  more: boolean;
  uploads: readonly Upload[];
  upload: (files: readonly File[]) => void;
}

/** The deal's files to choose from, and the way to bring more. What was brought here is chosen when it has arrived. */
export function useDealFiles(dealId: string, onUploaded: (ids: readonly string[]) => void): DealFiles {
  const { deal } = useLazyLoadQuery<useDealFilesQuery>(
    query,
    { id: dealId, first: MOST },
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<useDealFilesQuery>(query, { id: dealId, first: MOST });
  // A place of its own: what is on its way to the list of files is not meant for the package.
  const place = `${dealId} contracts`;
  const uploads = useUploads(place, refetch);
  const about = aboutOf(useViewer().id, place);
  /** What has arrived: each is chosen once, as soon as it is among the choices and has a name to be shown by. */
  const arrived = useRef(new Map<string, boolean>());
  const files = useMemo(
    () =>
      (deal?.files.nodes ?? [])
        .filter(({ archived }) => !archived)
        .map(({ id, name, current }): Choice => ({ id, name, ...current })),
    [deal?.files.nodes],
  );
  useEffect(() => {
    for (const { fileId } of uploads) {
      if (fileId && !arrived.current.has(fileId)) arrived.current.set(fileId, false);
    }
    const fresh = files.flatMap(({ id }) => (arrived.current.get(id) === false ? [id] : []));
    if (fresh.length === 0) return;
    for (const id of fresh) arrived.current.set(id, true);
    onUploaded(fresh);
  }, [uploads, files, onUploaded]);
  const upload = useCallback(
    (added: readonly File[]) => queue.add(added, { about, target: { dealId } }),
    [about, dealId],
  );
  return {
    files,
    more: (deal?.files.totalCount ?? 0) > (deal?.files.nodes.length ?? 0),
    uploads,
    upload,
  };
}
