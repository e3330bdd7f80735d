import { useCallback, useState } from 'react';
import { commitMutation, useRelayEnvironment } from 'react-relay/hooks';
import type { GraphQLTaggedNode, MutationConfig, MutationParameters } from 'relay-runtime';
import { type FormLike, refusedOffline, reportUserErrors, toastApiError, type UserErrorLike } from './errors';
import { trackChange } from './undo';

export type Extra<T extends MutationParameters> = Omit<
  MutationConfig<T>,
  'mutation' | 'variables' | 'onCompleted' | 'onError'
> & {
  /** Errors go to the fields of this form. */
  form?: FormLike;
  /** Handle refusals yourself; nothing is toasted. */
  onRefused?: (errors: readonly UserErrorLike[]) => void;
};

/** Refused is an ordinary outcome, so it is a value and not an exception. */
export type ActionResult<T extends MutationParameters> =
  | { ok: true; data: T['response'] }
  | { ok: false; errors: readonly UserErrorLike[] };

function userErrorsOf(data: unknown): readonly UserErrorLike[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.values(data).flatMap(
    (payload: { userErrors?: readonly UserErrorLike[] } | null) => payload?.userErrors ?? [],
  );
}

/**
 * A mutation with the house's error handling: `const [save, busy] = useAction<XMutation>(graphql`…`)`,
 * then `const result = await save(variables, { optimisticResponse, form })`.
 * The mutation must select `userErrors {
...errors_refusal @relay(mask: false)
}`. Without a connection it is refused at once.
 */
export function useAction<T extends MutationParameters>(
  mutation: GraphQLTaggedNode,
): [(variables: T['variables'], extra?: Extra<T>) => Promise<ActionResult<T>>, boolean] {
  const environment = useRelayEnvironment();
  const [running, setRunning] = useState(0);

  const act = useCallback(
    (variables: T['variables'], { form, onRefused, ...config }: Extra<T> = {}) => {
      if (refusedOffline()) return Promise.resolve<ActionResult<T>>({ ok: false, errors: [] });
      const change = new Promise<ActionResult<T>>((resolve) => {
        setRunning((count) => count + 1);
        const finish = (result: ActionResult<T>) => {
          setRunning((count) => count - 1);
          resolve(result);
        };
        commitMutation<T>(environment, {
          ...config,
          mutation,
          variables,
          onCompleted: (data) => {
            const errors = userErrorsOf(data);
            if (errors.length === 0) return finish({ ok: true, data: data as T['response'] });
            if (onRefused) onRefused(errors);
            else reportUserErrors(errors, form);
            finish({ ok: false, errors });
          },
          onError: (error) => {
            toastApiError(error);
            finish({ ok: false, errors: [] });
          },
        });
      });
      trackChange(change);
      return change;
    },
    [environment, mutation],
  );
  return [act, running > 0];
}
