import { Anchor } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApprovalPageQuery } from '@/__generated__/ApprovalPageQuery.graphql';
import { NotFound } from '@/app/NotFound';
import { PageHeader } from '@/ui/PageHeader';
import { useQuietRefetch } from '../records/useQuietRefetch';
import type { ApprovalDialog } from './ApprovalActions';
import { ApprovalCard } from './ApprovalCard';
import classes from './Approvals.module.css';
import { useApprovalLive } from './useApprovalLive';

const query = graphql`
  query ApprovalPageQuery($id: ID!) {
    eventCursor(label: "approval")
    approval(id: $id) {
      id
      version
      ...ApprovalCard_approval
    }
  }
`;

export default function ApprovalPage() {
  const { approvalId } = useParams({ strict: false });
  if (!approvalId) return <NotFound />;
  return <Approval key={approvalId} id={approvalId} />;
}

/** One run by itself: where links to it lead, also long after it has ended. */
function Approval({ id }: { id: string }) {
  const { t } = useTranslation('approvals');
  const [dialog, setDialog] = useState<ApprovalDialog>();
  const { approval, eventCursor } = useLazyLoadQuery<ApprovalPageQuery>(
    query,
    { id },
    { fetchPolicy: 'store-and-network' },
  );
  const refetch = useQuietRefetch<ApprovalPageQuery>(query, { id });
  useApprovalLive(eventCursor, { id }, { onChange: () => undefined, onResync: refetch });
  if (!approval) return <NotFound />;
  return (
    <>
      <PageHeader
        title={t('one')}
        aside={
          <Anchor size="sm" renderRoot={(props) => <Link {...props} to="/approvals" />}>
            {t('all')}
          </Anchor>
        }
      />
      <div className={classes.body}>
        <article className={`${classes.card} ${classes.alone}`}>
          <ApprovalCard approval={approval} dialog={dialog} onDialog={setDialog} />
        </article>
      </div>
    </>
  );
}
