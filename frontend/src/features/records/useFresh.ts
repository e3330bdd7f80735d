import { createContext, useCallback, useEffect, useRef, useState } from 'react';

const FRESH_MS = 1_200;

/** What somebody else just changed (ids, or fields of the page's record), and who where that is shown. */
export type Fresh = ReadonlyMap<string, string | undefined>;

const NONE: Fresh = new Map();

/** For pages whose fields mark themselves. */
export const FreshContext = createContext<Fresh>(NONE);

/** Marks what others have just changed, each for as long as the highlight takes to fade. */
export function useFresh(): [Fresh, (keys: readonly string[], who?: string) => void] {
  const [fresh, setFresh] = useState(NONE);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());

  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);

  const mark = useCallback((keys: readonly string[], who?: string) => {
    if (keys.length === 0) return;
    setFresh((old) => new Map([...old, ...keys.map((key) => [key, who] as const)]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setFresh((old) => {
        const left = [...old].filter(([key]) => !keys.includes(key));
        return left.length === 0 ? NONE : new Map(left);
      });
    }, FRESH_MS);
    timers.current.add(timer);
  }, []);
  return [fresh, mark];
}
