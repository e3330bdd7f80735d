import { useCallback, useRef } from 'react';
import { useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, MutationParameters, RecordSourceProxy } from 'relay-runtime';
import { refusedOffline } from './errors';
import { trackChange } from './undo';
import { type ActionResult, useAction } from './useAction';

type Act<T extends MutationParameters> = (
  variables: T['variables'],
  show?: (store: RecordSourceProxy) => void,
) => Promise<ActionResult<T>>;

/**
 * Changes that build on one another, such as a row that goes up twice: each is shown at once, and sent when the one
 * before it is answered. Sent side by side, the server might take the later one first.
 */
export function useInTurn<T extends MutationParameters>(mutation: GraphQLTaggedNode): Act<T> {
  const environment = useRelayEnvironment();
  const [act] = useAction<T>(mutation);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return useCallback<Act<T>>(
    (variables, show) => {
      if (refusedOffline()) return Promise.resolve<ActionResult<T>>({ ok: false, errors: [] });
      const shown = show && environment.applyUpdate({ storeUpdater: show });
      const result = last.current.then(() => act(variables)).finally(() => shown?.dispose());
      last.current = result;
      trackChange(result);
      return result;
    },
    [act, environment],
  );
}
