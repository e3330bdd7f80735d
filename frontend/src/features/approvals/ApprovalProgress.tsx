import { useState } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApprovalProgressQuery } from '@/__generated__/ApprovalProgressQuery.graphql';
import { useQuietRefetch } from '../records/useQuietRefetch';
import { ApprovalActions, type ApprovalDialog } from './ApprovalActions';
import { ApprovalEnding } from './ApprovalEnding';
import { ApprovalSteps } from './ApprovalSteps';
import classes from './Approvals.module.css';
import { useApprovalLive } from './useApprovalLive';

const query = graphql`
  query ApprovalProgressQuery($id: ID!) {
    eventCursor(label: "approval")
    approval(id: $id) {
      id
      version
      message
      ...ApprovalEnding_approval
      ...ApprovalSteps_approval
      ...ApprovalActions_approval
    }
  }
`;

/** How far a run has come, and what the viewer can do about it, on the page of what it is about. */
export function ApprovalProgress({ id }: { id: string }) {
  const [dialog, setDialog] = useState<ApprovalDialog>();
  const { approval, eventCursor } = useLazyLoadQuery<ApprovalProgressQuery>(
    query,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<ApprovalProgressQuery>(query, { id });
  // What is new comes with the news itself.
  useApprovalLive(eventCursor, { id }, { onChange: () => undefined, onResync: refetch });
  if (!approval) return null;
  return (
    <>
      {approval.message && <p className={classes.said}>{approval.message}</p>}
      <ApprovalEnding approval={approval} />
      <ApprovalSteps approval={approval} />
      <ApprovalActions approval={approval} dialog={dialog} onDialog={setDialog} />
    </>
  );
}
