import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { WorkspaceSectionQuery } from '@/__generated__/WorkspaceSectionQuery.graphql';
import { VisibilityPanel } from './VisibilityPanel';
import { WorkspaceForm } from './WorkspaceForm';

/** What holds for the whole company: its basics, and who sees which deals. */
export default function WorkspaceSection() {
  const { workspace } = useLazyLoadQuery<WorkspaceSectionQuery>(
    graphql`
      query WorkspaceSectionQuery {
        workspace {
          id
          ...WorkspaceForm_workspace
          ...VisibilityPanel_workspace
        }
      }
    `,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  return (
    <>
      <WorkspaceForm workspace={workspace} />
      <VisibilityPanel workspace={workspace} />
    </>
  );
}
