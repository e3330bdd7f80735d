import { useEffect } from 'react';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { uploadLimitsQuery } from '@/__generated__/uploadLimitsQuery.graphql';
import { cell, useCell } from './store';

export type UploadLimits = uploadLimitsQuery['response']['uploadLimits'];

/** The largest uploads in bytes, as this server is set up; nothing before it was asked. */
export const uploadLimitsCell = cell<UploadLimits | null>(null);

/** The same for what is on screen. It is asked once, by the first that takes files. */
export function useUploadLimits(): UploadLimits | null {
  const environment = useRelayEnvironment();
  const limits = useCell(uploadLimitsCell);
  const known = limits !== null;
  useEffect(() => {
    if (known) return;
    const asked = fetchQuery<uploadLimitsQuery>(
      environment,
      graphql`
        query uploadLimitsQuery {
          uploadLimits {
            fileBytes
            importBytes
            documentTemplateBytes
            logoBytes
          }
        }
      `,
      {},
    ).subscribe({
      next: ({ uploadLimits }) => uploadLimitsCell.set(uploadLimits),
      // Not knowing them forbids nothing: the server still says what is too large.
      error: () => undefined,
    });
    return () => asked.unsubscribe();
  }, [environment, known]);
  return limits;
}

/** Whether this is more than the server takes, as far as is known. */
export function exceeds(bytes: number, most: number | undefined): boolean {
  return most !== undefined && bytes > most;
}
