import { graphql } from 'react-relay/hooks';
import type { useSaveWorkspaceMutation } from '@/__generated__/useSaveWorkspaceMutation.graphql';
import { useAction } from '@/app/useAction';

export function useSaveWorkspace() {
  return useAction<useSaveWorkspaceMutation>(graphql`
    mutation useSaveWorkspaceMutation($input: UpdateWorkspaceInput!) {
      updateWorkspace(input: $input) {
        workspace {
          id
          version
          ...WorkspaceForm_workspace
          ...VisibilityPanel_workspace
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
}
