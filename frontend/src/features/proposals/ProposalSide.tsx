import { Group, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalSide_proposal$key } from '@/__generated__/ProposalSide_proposal.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ApprovalStatusBadge } from '../approvals/StatusBadge';
import classes from '../records/Record.module.css';

// Drafts have none: their page does without it.
const ApprovalProgress = lazy(async () => ({
  default: (await import('../approvals/ApprovalProgress')).ApprovalProgress,
}));

/** How far the latest approval of the proposal has come, beside its details; nothing where none was asked for. */
export function ProposalSide({ proposal }: { proposal: ProposalSide_proposal$key }) {
  const { t } = useTranslation(['proposals', 'approvals']);
  const { approval } = useFragment(
    graphql`
      fragment ProposalSide_proposal on Proposal {
        id
        version
        approval {
          id
          version
          status
        }
      }
    `,
    proposal,
  );
  if (!approval) return null;
  return (
    <section className={classes.panel} aria-labelledby="proposal-approval">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5" id="proposal-approval">
          {t('approval')}
        </Title>
        <ApprovalStatusBadge status={approval.status} />
      </Group>
      <ErrorBoundary key={approval.id}>
        <Suspense fallback={<SkeletonRows rows={2} />}>
          <ApprovalProgress id={approval.id} />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}
