import { useState } from 'react';
import { graphql } from 'react-relay/hooks';
import type { useImportLiveSubscription } from '@/__generated__/useImportLiveSubscription.graphql';
import { useLive } from '@/relay/live';

export interface Pace {
  readonly rowsPerSecond: number;
  readonly secondsLeft: number | null | undefined;
}

/** Keeps a running import true in the store, and tells how fast it goes. */
export function useImportLive(id: string): Pace | undefined {
  const [pace, setPace] = useState<Pace>();
  useLive<useImportLiveSubscription>(
    graphql`
      subscription useImportLiveSubscription($id: ID!, $after: Cursor) {
        importProgress(id: $id, after: $after) {
          cursor
          rowsPerSecond
          secondsLeft
          import {
            id
            status
            total
            done
            created
            updated
            unchanged
            failed
            finishedAt
            rejectedUrl
          }
        }
      }
    `,
    { id },
    {
      onBatch: ({ importProgress: { rowsPerSecond, secondsLeft } }) =>
        setPace({ rowsPerSecond, secondsLeft }),
    },
  );
  return pace;
}
