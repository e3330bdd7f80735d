import { Anchor, Group, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalOrders_proposal$key } from '@/__generated__/ProposalOrders_proposal.graphql';
import { Money } from '@/ui/Money';
import { OrderStatusBadge } from '../orders/OrderStatusBadge';
import classes from '../records/Record.module.css';

/** The orders made from it; nothing where there are none. */
export function ProposalOrders({ proposal }: { proposal: ProposalOrders_proposal$key }) {
  const { t } = useTranslation('orders');
  const { orders } = useFragment(
    graphql`
      fragment ProposalOrders_proposal on Proposal {
        orders {
          id
          version
          number
          status
          total
          currency
        }
      }
    `,
    proposal,
  );
  if (orders.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('title')}>
      <Title order={2} size="h5" mb={4}>
        {t('title')}
      </Title>
      <ul className={classes.rows}>
        {orders.map(({ id, number, status, total, currency }) => (
          <li key={id} className={classes.row}>
            <Anchor
              size="sm"
              fw={600}
              className={classes.grow}
              renderRoot={(props) => <Link {...props} to="/orders/$orderId" params={{ orderId: id }} />}
            >
              {number}
            </Anchor>
            <Group gap="xs" wrap="nowrap">
              <Money amount={total} currency={currency} />
              <OrderStatusBadge status={status} size="sm" />
            </Group>
          </li>
        ))}
      </ul>
    </section>
  );
}
