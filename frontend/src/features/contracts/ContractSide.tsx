import { Group, Title } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractSide_contract$key } from '@/__generated__/ContractSide_contract.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ApprovalStatusBadge } from '../approvals/StatusBadge';
import classes from '../records/Record.module.css';

// Drafts have none: their page does without it.
const ApprovalProgress = lazy(async () => ({
  default: (await import('../approvals/ApprovalProgress')).ApprovalProgress,
}));

/** How far the latest approval of the package has come, beside its details; nothing where none was asked for. */
export function ContractSide({ contract }: { contract: ContractSide_contract$key }) {
  const { t } = useTranslation(['contracts', 'approvals']);
  const { approval } = useFragment(
    graphql`
      fragment ContractSide_contract on ContractPackage {
        id
        version
        approval {
          id
          version
          status
        }
      }
    `,
    contract,
  );
  if (!approval) return null;
  return (
    <section className={classes.panel} aria-labelledby="contract-approval">
      <Group justify="space-between" mb={4}>
        <Title order={2} size="h5" id="contract-approval">
          {t('contracts:approval')}
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
