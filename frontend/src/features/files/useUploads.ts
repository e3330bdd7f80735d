import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useUploadsArrivedQuery } from '@/__generated__/useUploadsArrivedQuery.graphql';
import { useViewer } from '@/app/viewer';
import { useCell } from '@/relay/store';
import { announce } from '@/ui/reorder';
import { aboutOf, queue, type Upload } from './queue';
import { watched } from './watched';

/** How long "uploaded" stays beside the file that is now in the list. */
const SHOW_DONE = 2_000;

/** The files on their way to a record. What has arrived is brought into the store, told of, and then taken off. */
export function useUploads(recordId: string, onArrived: () => void): readonly Upload[] {
  const { t } = useTranslation('files');
  const environment = useRelayEnvironment();
  const about = aboutOf(useViewer().id, recordId);
  useEffect(() => {
    watched.add(about);
    return () => {
      watched.delete(about);
    };
  }, [about]);
  const all = useCell(queue.uploads);
  const uploads = useMemo(() => all.filter((upload) => upload.about === about), [all, about]);
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const { id, state, fileId, file } of uploads) {
      if (state !== 'done' || !fileId || seen.current.has(id)) continue;
      seen.current.add(id);
      announce(t('uploaded', { name: file.name }));
      fetchQuery<useUploadsArrivedQuery>(
        environment,
        graphql`
          query useUploadsArrivedQuery($id: ID!) {
            file(id: $id) {
              ...FileList_files
              ...useFiles_counts @relay(mask: false)
            }
          }
        `,
        { id: fileId },
        { fetchPolicy: 'network-only' },
        // The list reads itself again anyway when it hears of the file.
      ).subscribe({ error: () => undefined });
      onArrived();
      setTimeout(() => queue.drop(id), SHOW_DONE);
    }
  }, [uploads, environment, onArrived, t]);
  return uploads;
}
