import { useCallback, useEffect, useRef } from 'react';
import { commitMutation, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { useSayEditingMutation } from '@/__generated__/useSayEditingMutation.graphql';

/** The server forgets what is not said again within 45 seconds. */
const AGAIN = 20_000;
/** Who passes through the fields by Tab edits none of them. */
const SETTLED = 400;

/** Says which field of the record is being edited here; undefined when none is. */
export function useSayEditing(subjectId: string): (field: string | undefined) => void {
  const environment = useRelayEnvironment();
  const said = useRef<string>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const tell = useCallback(
    (field: string, editing: boolean) => {
      commitMutation<useSayEditingMutation>(environment, {
        mutation: graphql`
          mutation useSayEditingMutation($input: SetEditingInput!) {
            setEditing(input: $input) {
              editing
            }
          }
        `,
        variables: { input: { subjectId, field, editing } },
        // A courtesy to others: whoever types is not bothered with its failure.
        onError: () => undefined,
      });
    },
    [environment, subjectId],
  );

  const say = useCallback(
    (field: string | undefined) => {
      clearTimeout(timer.current);
      const settle = () => {
        const before = said.current;
        if (before !== undefined && before !== field) tell(before, false);
        said.current = field;
        if (field === undefined) return;
        tell(field, true);
        timer.current = setTimeout(settle, AGAIN);
      };
      if (field !== said.current) timer.current = setTimeout(settle, field === undefined ? 0 : SETTLED);
      else if (field !== undefined) timer.current = setTimeout(settle, AGAIN);
    },
    [tell],
  );

  useEffect(
    () => () => {
      clearTimeout(timer.current);
      if (said.current !== undefined) tell(said.current, false);
      said.current = undefined;
    },
    [tell],
  );
  return say;
}
