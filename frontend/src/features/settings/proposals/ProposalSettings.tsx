import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ProposalSettingsQuery } from '@/__generated__/ProposalSettingsQuery.graphql';
import { LogoPanel } from './LogoPanel';
import { PaperForm } from './PaperForm';

/** What stands on the company's proposals, and what a new one begins with. */
export default function ProposalSettings() {
  const { workspace } = useLazyLoadQuery<ProposalSettingsQuery>(
    graphql`
      query ProposalSettingsQuery {
        workspace {
          id
          ...PaperForm_workspace
          ...LogoPanel_workspace
        }
      }
    `,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  return (
    <>
      <PaperForm workspace={workspace} />
      <LogoPanel workspace={workspace} />
    </>
  );
}
