import { useCallback, useState } from 'react';
import { useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, MutationParameters, RecordSourceProxy } from 'relay-runtime';
import { versionOf } from '@/relay/versionOf';
import { refusedOffline } from './errors';
import { answered, isAnswered } from './undo';
import { type ActionResult, type Extra, useAction } from './useAction';

type StepExtra<T extends MutationParameters> = Omit<Extra<T>, 'optimisticResponse' | 'optimisticUpdater'> & {
  /** Shown at once, also while the step still waits. */
  optimisticUpdater?: (store: RecordSourceProxy) => void;
};

type Take<T extends MutationParameters> = (
  id: string,
  variables: (expectedVersion: number) => T['variables'],
  extra?: StepExtra<T>,
) => Promise<ActionResult<T>>;

/**
 * A step on a record's way: submit, convert, complete, move. What the person typed a moment ago is part of what goes
 * its way, so the step is sent once that is answered, on the version it led to; sent beside it, the two would meet
 * as a conflict of the person with themselves.
 */
export function useStep<T extends MutationParameters>(mutation: GraphQLTaggedNode): [Take<T>, boolean] {
  const environment = useRelayEnvironment();
  const [act, running] = useAction<T>(mutation);
  const [waiting, setWaiting] = useState(0);

  const take = useCallback<Take<T>>(
    async (id, variables, extra = {}) => {
      const send = () => act(variables(versionOf(environment, id)), extra);
      if (isAnswered()) return send();
      if (refusedOffline()) return { ok: false, errors: [] };
      const { optimisticUpdater: storeUpdater } = extra;
      const shown = storeUpdater && environment.applyUpdate({ storeUpdater });
      setWaiting((count) => count + 1);
      await answered();
      setWaiting((count) => count - 1);
      // From here the mutation shows the same, on top of what was answered.
      shown?.dispose();
      return send();
    },
    [act, environment],
  );
  return [take, running || waiting > 0];
}
