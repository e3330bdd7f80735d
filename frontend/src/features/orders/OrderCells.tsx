import { Link } from '@tanstack/react-router';
import { graphql, useFragment } from 'react-relay/hooks';
import type { OrderCells_order$key } from '@/__generated__/OrderCells_order.graphql';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { useProposalName } from '../proposals/useProposalName';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';
import { OrderStatusBadge } from './OrderStatusBadge';

export type OrderColumn =
  | 'name'
  | 'status'
  | 'deal'
  | 'account'
  | 'proposal'
  | 'net'
  | 'total'
  | 'createdAt'
  | 'fulfilledAt';

interface Props {
  order: OrderCells_order$key;
  column: OrderColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function OrderCell({ order, column, plain }: Props) {
  const nameOf = useProposalName();
  const data = useFragment(
    graphql`
      fragment OrderCells_order on Order {
        id
        version
        number
        status
        currency
        net
        total
        createdAt
        fulfilledAt
        proposal {
          id
          number
          revision
        }
        deal {
          id
          name
          account {
            id
            name
          }
        }
      }
    `,
    order,
  );
  const nothing = plain ? null : '–';
  const { deal, proposal } = data;
  switch (column) {
    case 'name':
      return (
        <Link
          to="/orders/$orderId"
          params={{ orderId: data.id }}
          onClick={(event) => event.stopPropagation()}
          className={classes.name}
        >
          {data.number}
        </Link>
      );
    case 'status':
      return <OrderStatusBadge status={data.status} size="sm" />;
    case 'deal':
      if (plain) return deal.name;
      return (
        <RecordLink kind="deal" id={deal.id} tab="proposals" truncate>
          {deal.name}
        </RecordLink>
      );
    case 'account':
      return deal.account?.name ?? nothing;
    case 'proposal':
      if (!proposal) return nothing;
      return (
        <RecordLink kind="proposal" id={proposal.id}>
          {nameOf(proposal)}
        </RecordLink>
      );
    case 'net':
    case 'total':
      return <Money amount={data[column]} currency={data.currency} />;
    case 'createdAt':
      return <DateText value={data.createdAt} variant="relative" />;
    case 'fulfilledAt':
      return data.fulfilledAt ? <DateText value={data.fulfilledAt} variant="relative" /> : nothing;
  }
}
