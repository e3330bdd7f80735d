import { graphql } from 'react-relay/hooks';
import type { useUpdateFieldMutation } from '@/__generated__/useUpdateFieldMutation.graphql';
import { useAction } from '@/app/useAction';

/** Changes of a definition; the answer says it all, so that every page has it at once. */
export function useUpdateField() {
  return useAction<useUpdateFieldMutation>(graphql`
    mutation useUpdateFieldMutation($input: UpdateCustomFieldInput!) {
      updateCustomField(input: $input) {
        customField {
          id
          version
          label
          labels {
            language
            text
          }
          help
          required
          filterable
          defaultValue
          options {
            key
            label
            labels {
              language
              text
            }
            archived
          }
          pattern
          minimum
          maximum
          position
          archived
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
}
