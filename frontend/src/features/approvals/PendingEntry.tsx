import { Group, Text, Title } from '@mantine/core';
import IconHourglass from '@tabler/icons-react/dist/esm/icons/IconHourglass.mjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { PendingEntry_deal$key } from '@/__generated__/PendingEntry_deal.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { SkeletonRows } from '@/ui/SkeletonRows';
import classes from './Approvals.module.css';

// Few deals wait at any moment: the page of the others does without it.
const ApprovalProgress = lazy(async () => ({
  default: (await import('./ApprovalProgress')).ApprovalProgress,
}));

/** Says on the deal's page that it waits to enter a stage, and for whom. */
export function PendingEntry({ deal }: { deal: PendingEntry_deal$key }) {
  const { t } = useTranslation('approvals');
  const { pendingEntry } = useFragment(
    graphql`
      fragment PendingEntry_deal on Deal {
        id
        version
        pendingEntry {
          stage {
            id
            version
            name
          }
          approval {
            id
          }
        }
      }
    `,
    deal,
  );
  if (!pendingEntry) return null;
  const { stage, approval } = pendingEntry;
  return (
    <section className={classes.pending} aria-labelledby="pending-entry">
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconHourglass size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div>
          <Title order={2} size="h5" id="pending-entry">
            {t('pending.title', { stage: stage.name })}
          </Title>
          <Text size="sm" c="dimmed">
            {t('pending.hint')}
          </Text>
        </div>
      </Group>
      <ErrorBoundary key={approval.id}>
        <Suspense fallback={<SkeletonRows rows={2} />}>
          <ApprovalProgress id={approval.id} />
        </Suspense>
      </ErrorBoundary>
    </section>
  );
}
