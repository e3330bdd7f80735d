import { Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApprovalEnding_approval$key } from '@/__generated__/ApprovalEnding_approval.graphql';
import type { ApprovalEndingQuery } from '@/__generated__/ApprovalEndingQuery.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { DateText } from '@/ui/DateText';
import classes from './Approvals.module.css';
import { useEndCause } from './useEndCause';

/** When and how a run came to its end; of one that nobody decided, through whom, why and with which words. */
export function ApprovalEnding({ approval }: { approval: ApprovalEnding_approval$key }) {
  const { t } = useTranslation('approvals');
  const data = useFragment(
    graphql`
      fragment ApprovalEnding_approval on Approval {
        id
        version
        status
        endCause
        endName
        endedAt
      }
    `,
    approval,
  );
  const cause = useEndCause()(data);
  const { id, status, endedAt } = data;
  if (status === 'PENDING' || !endedAt) return null;
  const decided = status === 'APPROVED' || status === 'REJECTED';
  return (
    <div className={classes.ending}>
      <Text size="sm" c="dimmed" component="div">
        {t(`ended.${status}`)}{' '}
        {decided ? (
          <DateText value={endedAt} variant="relative" />
        ) : (
          <ErrorBoundary key={id} fallback={null}>
            <Suspense fallback={null}>
              <Through id={id} status={status} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Text>
      {cause && <Text size="sm">{cause}</Text>}
    </div>
  );
}

/** Who ended it, which only its history knows: a grant that was voided later keeps the time of the grant. */
function Through({ id, status }: { id: string; status: string }) {
  const { approval } = useLazyLoadQuery<ApprovalEndingQuery>(
    graphql`
      query ApprovalEndingQuery($id: ID!) {
        approval(id: $id) {
          id
          history(first: 1, includeGrace: true) {
            nodes {
              id
              at
              actor {
                name
              }
              changes {
                field
                after
              }
            }
          }
        }
      }
    `,
    { id },
    { fetchPolicy: 'store-and-network', fetchKey: status },
  );
  const last = approval?.history.nodes[0];
  if (!last) return null;
  const comment = last.changes.find(({ field }) => field === 'comment')?.after;
  return (
    <>
      <DateText value={last.at} variant="relative" />
      {` · ${last.actor.name}`}
      {typeof comment === 'string' && <p className={classes.said}>{comment}</p>}
    </>
  );
}
