import { Text } from '@mantine/core';
import { Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useLazyLoadQuery } from 'react-relay/hooks';
import type { ApprovalEarlier_approval$key } from '@/__generated__/ApprovalEarlier_approval.graphql';
import type { ApprovalEarlierQuery } from '@/__generated__/ApprovalEarlierQuery.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { DateText } from '@/ui/DateText';
import classes from './Approvals.module.css';
import { type Earlier, earlierOf, saidIn } from './earlier';

/** What was decided before about the same thing: whoever decides now has to know. Without it the rest can be decided all the same. */
export function ApprovalEarlier({ approval }: { approval: ApprovalEarlier_approval$key }) {
  const { id, status, subjectKind, requestedAt, deal } = useFragment(
    graphql`
      fragment ApprovalEarlier_approval on Approval {
        id
        version
        status
        subjectKind
        requestedAt
        deal {
          id
        }
      }
    `,
    approval,
  );
  if (status !== 'PENDING' || !deal) return null;
  const filter = { dealId: { eq: deal.id }, subjectKind: { eq: subjectKind } };
  return (
    <ErrorBoundary fallback={null}>
      <Suspense fallback={null}>
        <Runs id={id} requestedAt={requestedAt} filter={filter} />
      </Suspense>
    </ErrorBoundary>
  );
}

interface Props {
  id: string;
  requestedAt: string;
  filter: ApprovalEarlierQuery['variables']['filter'];
}

/** Asked for by each card itself: with all cards of a page at once it would be too dear. */
function Runs({ id, requestedAt, filter }: Props) {
  const { t } = useTranslation('approvals');
  const label = useId();
  const { approvals } = useLazyLoadQuery<ApprovalEarlierQuery>(
    graphql`
      query ApprovalEarlierQuery($filter: ApprovalFilter!) {
        approvals(filter: $filter, orderBy: [{ field: REQUESTED_AT, direction: DESC }], first: 10) {
          nodes {
            id
            ...earlier_run @relay(mask: false)
          }
        }
      }
    `,
    { filter },
    { fetchPolicy: 'store-and-network', fetchKey: requestedAt },
  );
  const runs = earlierOf(id, approvals.nodes);
  if (runs.length === 0) return null;
  return (
    <section className={classes.earlier} aria-labelledby={label}>
      <Text size="xs" c="dimmed" id={label}>
        {t('earlier.label')}
      </Text>
      <ul>
        {runs.map((one) => (
          <Run key={one.id} run={one} />
        ))}
      </ul>
    </section>
  );
}

function Run({ run }: { run: Earlier }) {
  const { t } = useTranslation('approvals');
  const { status, endedAt, subject } = run;
  return (
    <li>
      <Text size="sm" component="div">
        <strong>{t(`status.${status}`)}</strong>
        {subject?.__typename === 'Proposal' && ` · ${t('earlier.version', { revision: subject.revision })}`}{' '}
        {endedAt && (
          <Text size="xs" c="dimmed" span>
            <DateText value={endedAt} variant="relative" />
          </Text>
        )}
      </Text>
      {saidIn(run).map(({ id, user, comment }) => (
        <p key={id} className={classes.said}>
          {user.name}: {comment}
        </p>
      ))}
    </li>
  );
}
