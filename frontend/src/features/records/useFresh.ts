import { useCallback, useEffect, useRef, useState } from 'react';

const FRESH_MS = 1_200;
const NONE: ReadonlySet<string> = new Set();

/** Ids that somebody else just changed; each is marked for as long as the highlight takes to fade. */
export function useFresh(): [ReadonlySet<string>, (ids: readonly string[]) => void] {
  const [fresh, setFresh] = useState(NONE);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);

  const mark = useCallback((ids: readonly string[]) => {
    if (ids.length === 0) return;
    setFresh((old) => new Set([...old, ...ids]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setFresh((old) => {
        const left = [...old].filter((id) => !ids.includes(id));
        return left.length === 0 ? NONE : new Set(left);
      });
    }, FRESH_MS);
    timers.current.add(timer);
  }, []);
  return [fresh, mark];
}
