import { Button, Drawer, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealPeekQuery } from '@/__generated__/DealPeekQuery.graphql';
import { ErrorBoundary } from '@/app/ErrorBoundary';
import { DateText } from '@/ui/DateText';
import { Empty } from '@/ui/Empty';
import { Money } from '@/ui/Money';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { UserAvatar } from '@/ui/UserAvatar';
import detail from '../deal/Deal.module.css';
import { StatusBadge } from '../deal/StatusBadge';

interface Props {
  dealId: string;
  onClose: () => void;
}

/** A look into a deal without leaving the list; Space or Esc closes it. */
export function DealPeek({ dealId, onClose }: Props) {
  const { t } = useTranslation('deals');
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={t('peek.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
      onKeyDown={(event) => {
        if (event.key !== ' ' || (event.target as HTMLElement).closest('a, button, input')) return;
        event.preventDefault();
        onClose();
      }}
    >
      <ErrorBoundary>
        <Suspense fallback={<SkeletonRows rows={5} />}>
          <Content dealId={dealId} />
        </Suspense>
      </ErrorBoundary>
    </Drawer>
  );
}

function Content({ dealId }: { dealId: string }) {
  const { t } = useTranslation('deals');
  const { deal } = useLazyLoadQuery<DealPeekQuery>(
    graphql`
      query DealPeekQuery($id: ID!) {
        deal(id: $id) {
          id
          version
          name
          status
          amount
          currency
          expectedCloseOn
          nextStep
          description
          stage {
            id
            name
          }
          account {
            id
            name
          }
          owner {
            id
            name
            avatarColor
          }
          nextTask {
            id
            version
            title
            dueAt
          }
        }
      }
    `,
    { id: dealId },
  );
  if (!deal) return <Empty title={t('gone.title')}>{t('gone.body')}</Empty>;
  return (
    <Stack>
      <Group gap="xs">
        <Text fw={650} size="lg">
          {deal.name}
        </Text>
        <StatusBadge status={deal.status} />
      </Group>
      <dl className={detail.facts}>
        <Fact label={t('app:field.amount')}>
          <Money amount={deal.amount} currency={deal.currency} />
        </Fact>
        <Fact label={t('app:field.stage')}>{deal.stage.name}</Fact>
        <Fact label={t('app:field.account')}>{deal.account?.name ?? '–'}</Fact>
        <Fact label={t('app:field.expectedCloseOn')}>
          <DateText value={deal.expectedCloseOn} />
        </Fact>
        <Fact label={t('app:field.owner')}>
          <Group gap={6} wrap="nowrap">
            <UserAvatar name={deal.owner.name} color={deal.owner.avatarColor} size={22} />
            {deal.owner.name}
          </Group>
        </Fact>
        <Fact label={t('app:field.nextStep')}>{deal.nextStep ?? '–'}</Fact>
        <Fact label={t('peek.nextTask')}>
          {deal.nextTask ? (
            <>
              {deal.nextTask.title} <DateText value={deal.nextTask.dueAt} variant="relative" />
            </>
          ) : (
            '–'
          )}
        </Fact>
      </dl>
      {deal.description && (
        <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
          {deal.description}
        </Text>
      )}
      <Button
        data-autofocus
        renderRoot={(props) => <Link {...props} to="/deals/$dealId" params={{ dealId }} />}
      >
        {t('peek.open')}
      </Button>
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
