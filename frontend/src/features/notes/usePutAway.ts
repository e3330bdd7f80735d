import { useDeferredValue, useState } from 'react';

export interface PutAway {
  /** Whether somebody wants to see those that were put away. */
  asked: boolean;
  /** Whether they are on screen: what was there stays until they are. */
  shown: boolean;
  ask: (wanted: boolean) => void;
}

/** Which of a record's notes are shown: those in use, or those that were put away. */
export function usePutAway(): PutAway {
  const [asked, ask] = useState(false);
  const shown = useDeferredValue(asked);
  return { asked, shown, ask };
}
