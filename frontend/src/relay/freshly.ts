import { type CacheConfig, type GraphQLResponse, Observable, type Variables } from 'relay-runtime';
import { ApiError } from './http';

/** Counts what may have made answers that are on their way old: live batches with events and own changes. */
export interface News {
  count: number;
}

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

/**
 * For lists whose own subscription starts at the cursor read with them: their answer cannot miss anything,
 * and reading them again would take them back to their first page.
 */
export const KEPT_BY_CURSOR: CacheConfig = { metadata: { keptByCursor: true } };

const isBusy = (error: unknown) =>
  error instanceof ApiError && ['RATE_LIMITED', 'UNAVAILABLE', 'NETWORK'].includes(error.code);

/**
 * The answer of a query and, when there was news while it was on its way, a later one until there was none.
 *
 * Relay gives whoever asks for a query that is on its way that same answer. A page that reads again because
 * of an event would so be handed what the server read before the event, and show it until the next one.
 */
export function freshly(
  read: () => Promise<GraphQLResponse>,
  news: Readonly<News>,
  variables: Variables,
  { metadata }: CacheConfig,
): Observable<GraphQLResponse> {
  // Later pages only ever follow the first, which is read again as a whole.
  const once = metadata?.keptByCursor === true || typeof variables.after === 'string';
  return Observable.create((sink) => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let answered = false;
    const attempt = async (pause: number): Promise<void> => {
      const known = news.count;
      try {
        const answer = await read();
        if (stopped) return;
        answered = true;
        sink.next(answer);
        if (once || news.count === known) sink.complete();
        else later(pause);
      } catch (error) {
        if (stopped) return;
        // What was answered stays on screen; only what came after it is still to be had.
        if (!answered) sink.error(error as Error);
        else if (isBusy(error)) later(pause);
        else sink.complete();
      }
    };
    const later = (pause: number) => {
      const next = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, pause * 2));
      timer = setTimeout(() => void attempt(next), pause);
    };
    void attempt(0);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  });
}
