import { graphql } from 'react-relay/hooks';
import type { useSetStandardMutation } from '@/__generated__/useSetStandardMutation.graphql';
import { useAction } from '@/app/useAction';

/** Says what is asked of a field; the list of standards is loaded anew after it. */
export function useSetStandard() {
  return useAction<useSetStandardMutation>(graphql`
    mutation useSetStandardMutation($input: SetDataStandardInput!) {
      setDataStandard(input: $input) {
        dataStandard {
          id
          version
          required
          pattern
          patternHint
          minimum
          maximum
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
}
