import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OrderStatus } from '@/__generated__/OrderListQuery.graphql';
import classes from '../proposals/Proposals.module.css';

const COLOURS: Record<OrderStatus, string> = { OPEN: 'petrol', FULFILLED: 'green', CANCELLED: 'gray' };

/** A dot carries the colour; coloured letters on a tint would fall below AA contrast. */
export function OrderStatusBadge({ status, size }: { status: OrderStatus; size?: 'sm' }) {
  const { t } = useTranslation('orders');
  return (
    <Badge
      size={size}
      variant="default"
      leftSection={
        <span
          aria-hidden
          className={classes.dot}
          style={{ background: `var(--mantine-color-${COLOURS[status]}-6)` }}
        />
      }
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
