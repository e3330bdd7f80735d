import { useEffect, useEffectEvent, useRef } from 'react';
import { requestSubscription, useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, OperationType, SelectorStoreUpdater } from 'relay-runtime';

/** What every subscription of the API carries: a cursor and, mostly, events. */
interface Batch {
  readonly cursor?: string;
  readonly events?: readonly { readonly __typename?: string }[];
}

export interface LiveOptions<T extends OperationType> {
  /** Every batch in order; the first one after subscribing is empty and means "live now". */
  onBatch?: (data: T['response'], info: { first: boolean }) => void;
  /** Store updater (Entered/Left: add or remove the id). Runs before onBatch. */
  updater?: SelectorStoreUpdater<T['response']>;
  /** The server cannot replay the gap: read again what is on screen. Called with 0–2 s of jitter. */
  onResync?: () => void;
  /** False pauses the subscription, e.g. while a needed id is not known yet. */
  enabled?: boolean;
}

const RESYNC_JITTER = 2_000;

function batchOf(data: unknown): Batch {
  if (typeof data !== 'object' || data === null) return {};
  return (Object.values(data)[0] ?? {}) as Batch;
}

/**
 * Keeps a subscription open while the component is mounted.
 *
 * Pass the `eventCursor` that the page's query read as `variables.after`: the subscription starts right
 * behind the data on screen. After a cut it goes on from the newest cursor received. A change of the other
 * variables starts it anew; a change of `after` alone does not.
 */
export function useLive<T extends OperationType>(
  subscription: GraphQLTaggedNode,
  variables: T['variables'],
  { onBatch, updater, onResync, enabled = true }: LiveOptions<T> = {},
): void {
  const environment = useRelayEnvironment();
  const { after, ...rest } = variables as Record<string, unknown>;
  const key = JSON.stringify(rest);
  const startAt = useRef(after);
  startAt.current = after;

  const batch = useEffectEvent((data: T['response'], first: boolean) => onBatch?.(data, { first }));
  const update = useEffectEvent<SelectorStoreUpdater<T['response']>>((store, data) => updater?.(store, data));
  const resync = useEffectEvent(() => onResync?.());

  useEffect(() => {
    if (!enabled) return;
    let cursor = startAt.current;
    let current: { dispose(): void } | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let resyncTimer: ReturnType<typeof setTimeout> | undefined;
    let failures = 0;
    let stopped = false;

    const again = (wait: number) => {
      current?.dispose();
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(start, wait + Math.random() * wait);
    };

    function start() {
      let first = true;
      current = requestSubscription<T>(environment, {
        subscription,
        variables: { ...JSON.parse(key), after: cursor } as T['variables'],
        updater: (store, data) => update(store, data),
        onNext: (data) => {
          if (stopped) return;
          failures = 0;
          const { cursor: newest, events } = batchOf(data);
          cursor = newest ?? cursor;
          batch(data as T['response'], first);
          first = false;
          if (events?.some((event) => event.__typename === 'ResyncRequired')) {
            clearTimeout(resyncTimer);
            // Jitter: a restarted server must not be met by every client's refetch in the same instant.
            resyncTimer = setTimeout(() => resync(), Math.random() * RESYNC_JITTER);
            again(500);
          }
        },
        // graphql-ws heals cuts itself; these two are the server refusing or ending this one subscription.
        onError: () => {
          failures += 1;
          again(Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5)));
        },
        onCompleted: () => again(1_000),
      });
    }

    start();
    return () => {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(resyncTimer);
      current?.dispose();
    };
  }, [environment, subscription, key, enabled]);
}
