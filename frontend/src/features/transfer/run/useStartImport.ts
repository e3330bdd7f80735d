import { graphql } from 'react-relay/hooks';
import type { useStartImportMutation } from '@/__generated__/useStartImportMutation.graphql';
import { useAction } from '@/app/useAction';

/** Begins an import, or its dry run; it goes on without the browser. */
export function useStartImport() {
  return useAction<useStartImportMutation>(graphql`
    mutation useStartImportMutation($input: StartImportInput!) {
      startImport(input: $input) {
        import {
          id
          status
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
}
