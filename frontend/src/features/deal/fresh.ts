import { createContext, useCallback, useEffect, useRef, useState } from 'react';

const SHOWN_FOR = 1_200;
const NOTHING: ReadonlyMap<string, string> = new Map();

/** Field (or record id) → who just changed it. */
export const FreshContext = createContext<ReadonlyMap<string, string>>(NOTHING);

/** Marks what others have just changed, each for 1.2 s. */
export function useFresh(): [ReadonlyMap<string, string>, (keys: readonly string[], who: string) => void] {
  const [fresh, setFresh] = useState(NOTHING);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running) clearTimeout(timer);
    };
  }, []);
  const mark = useCallback((keys: readonly string[], who: string) => {
    if (keys.length === 0) return;
    setFresh((old) => new Map([...old, ...keys.map((key) => [key, who] as const)]));
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setFresh((old) => new Map([...old].filter(([key]) => !keys.includes(key))));
    }, SHOWN_FOR);
    timers.current.add(timer);
  }, []);
  return [fresh, mark];
}
