/** What a stream of batches needs so that several can be one. */
export interface Gather<M> {
  next(message: M): void;
  /** Hands over what waits, e.g. before the stream ends. */
  flush(): void;
  stop(): void;
}

/**
 * The first message goes through at once; what follows within `pause` becomes one. Reading a board again
 * after each of a hundred small batches would keep the page busy for seconds: as one it costs what one does.
 */
export function gather<M>(
  deliver: (message: M) => void,
  merge: (earlier: M, later: M) => M | undefined,
  pause: number,
): Gather<M> {
  let waiting: M | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    if (waiting === undefined) return;
    const message = waiting;
    waiting = undefined;
    deliver(message);
  };
  const tick = () => {
    timer = undefined;
    if (waiting === undefined) return;
    flush();
    timer = setTimeout(tick, pause);
  };
  return {
    next(message) {
      if (timer === undefined) {
        deliver(message);
        timer = setTimeout(tick, pause);
        return;
      }
      const merged = waiting === undefined ? message : merge(waiting, message);
      if (merged === undefined) {
        flush();
        waiting = message;
      } else waiting = merged;
    },
    flush,
    stop() {
      clearTimeout(timer);
      timer = undefined;
      waiting = undefined;
    },
  };
}

interface Message {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: unknown;
}

function isBatch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two batches of one subscription as one: their lists one after the other, of everything else the later. */
export function mergeBatches<M extends Message>(earlier: M, later: M): M | undefined {
  if (!earlier.data || !later.data || earlier.errors || later.errors) return undefined;
  const data: Record<string, unknown> = { ...later.data };
  for (const [field, batch] of Object.entries(earlier.data)) {
    const next = data[field];
    if (!isBatch(batch) || !isBatch(next)) return undefined;
    const merged = { ...next };
    for (const [key, list] of Object.entries(batch)) {
      const following = next[key];
      if (Array.isArray(list) && Array.isArray(following)) merged[key] = [...list, ...following];
    }
    data[field] = merged;
  }
  return { ...later, data };
}
