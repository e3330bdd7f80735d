import { type RefObject, useCallback, useEffect, useRef } from 'react';

/**
 * Gives the keyboard back to what opened an editor once it has closed: call what it returns before closing. Whoever
 * has gone on to another field while the server was asked stays there.
 */
export function useFocusBack(editing: boolean, opener: RefObject<HTMLElement | null>) {
  const wanted = useRef(false);
  useEffect(() => {
    if (editing || !wanted.current) return;
    wanted.current = false;
    if (document.activeElement === document.body) opener.current?.focus();
  }, [editing, opener]);
  return useCallback((want: boolean) => {
    wanted.current = want;
  }, []);
}
