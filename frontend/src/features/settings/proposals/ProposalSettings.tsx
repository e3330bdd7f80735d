import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ProposalSettingsQuery } from '@/__generated__/ProposalSettingsQuery.graphql';
import { useQuietRefetch } from '../../records/useQuietRefetch';
import { useRecordEvents } from '../../records/useRecordEvents';
import { LogoPanel } from './LogoPanel';
import { PaperForm } from './PaperForm';

const query = graphql`
  query ProposalSettingsQuery {
    eventCursor(label: "proposalSettings")
    workspace {
      id
      ...PaperForm_workspace
      ...LogoPanel_workspace
    }
  }
`;

/** What stands on the company's proposals, and what a new one begins with. */
export default function ProposalSettings() {
  const { eventCursor, workspace } = useLazyLoadQuery<ProposalSettingsQuery>(
    query,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<ProposalSettingsQuery>(query, {});
  useRecordEvents(eventCursor, {
    kinds: ['proposal_settings.*'],
    onEvents: refetch,
    onResync: refetch,
  });
  return (
    <>
      <PaperForm workspace={workspace} />
      <LogoPanel workspace={workspace} onChanged={refetch} />
    </>
  );
}
