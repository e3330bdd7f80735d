import { useEffect, useRef } from 'react';

/** Reads again with every change that is told of. From none: what happened while the page was on its way may not be on it. */
export function useRefetchOn(changes: number, refetch: () => void): void {
  const seen = useRef(0);
  useEffect(() => {
    if (seen.current === changes) return;
    seen.current = changes;
    refetch();
  }, [changes, refetch]);
}
