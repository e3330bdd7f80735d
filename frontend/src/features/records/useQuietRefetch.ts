import { useCallback, useEffect, useRef } from 'react';
import { fetchQuery, useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, OperationType } from 'relay-runtime';

const PAUSE = 400;
/** After a read that failed for good: there may be no further event to try again with. */
const AFTER_FAILURE = 10_000;

/**
 * Reads the page's query again without suspending: the store takes the answer and only what changed renders.
 * The first call goes out at once, further ones within 400 ms become one.
 */
export function useQuietRefetch<T extends OperationType>(
  query: GraphQLTaggedNode,
  variables: T['variables'],
  onDone?: () => void,
): () => void {
  const environment = useRelayEnvironment();
  const latest = useRef({ variables, onDone });
  useEffect(() => {
    latest.current = { variables, onDone };
  });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const retry = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useRef(false);
  const request = useRef<{ unsubscribe(): void }>(undefined);

  const run = useCallback(() => {
    request.current?.unsubscribe();
    clearTimeout(retry.current);
    request.current = fetchQuery<T>(environment, query, latest.current.variables, {
      fetchPolicy: 'network-only',
    }).subscribe({
      complete: () => latest.current.onDone?.(),
      // What is on screen stays.
      error: () => {
        retry.current = setTimeout(run, AFTER_FAILURE);
      },
    });
  }, [environment, query]);

  const refetch = useCallback(() => {
    if (timer.current !== undefined) {
      again.current = true;
      return;
    }
    run();
    const wait = () => {
      timer.current = setTimeout(() => {
        timer.current = undefined;
        if (!again.current) return;
        again.current = false;
        run();
        wait();
      }, PAUSE);
    };
    wait();
  }, [run]);

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(retry.current);
      timer.current = undefined;
      request.current?.unsubscribe();
    },
    [],
  );
  return refetch;
}
