import { Button, Table, Text, Title } from '@mantine/core';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { DealOrders_deal$key } from '@/__generated__/DealOrders_deal.graphql';
import { confirm } from '@/ui/confirm';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { StackedTable } from '@/ui/StackedTable';
import classes from '../proposals/Proposals.module.css';
import { RecordLink } from '../records/RecordLink';
import { FreshContext } from '../records/useFresh';
import { OrderStatusBadge } from './OrderStatusBadge';
import { useCreateOrder } from './useCreateOrder';

const COLUMNS = ['name', 'status', 'total', 'createdAt'] as const;

interface Props {
  deal: DealOrders_deal$key;
  onChanged: () => void;
}

/** What was ordered on the deal; by hand an order is made of the deal's lines. */
export function DealOrders({ deal: key, onChanged }: Props) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const create = useCreateOrder();
  const fresh = useContext(FreshContext);
  const [busy, setBusy] = useState(false);
  const deal = useFragment(
    graphql`
      fragment DealOrders_deal on Deal {
        id
        viewerCanEdit
        lineTotals {
          lines
        }
        orders(first: 100, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
          nodes {
            id
            version
            number
            status
            total
            currency
            createdAt
          }
        }
      }
    `,
    key,
  );
  const orders = deal.orders.nodes;
  const mayCreate = deal.viewerCanEdit && deal.lineTotals.lines > 0;
  if (orders.length === 0 && !mayCreate) return null;
  const begin = async () => {
    const sure = await confirm({ title: t('new'), body: t('newHint'), confirmLabel: t('newConfirm') });
    if (!sure) return;
    setBusy(true);
    const orderId = await create({ dealId: deal.id });
    setBusy(false);
    onChanged();
    if (orderId) void navigate({ to: '/orders/$orderId', params: { orderId } });
  };
  return (
    <section className={classes.apart} aria-label={t('title')}>
      <div className={classes.heading}>
        <Title order={2} size="h5">
          {t('title')}
        </Title>
        {mayCreate && (
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => void begin()}
          >
            {t('new')}
          </Button>
        )}
      </div>
      {orders.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('none')}
        </Text>
      ) : (
        <StackedTable label={t('title')} minWidth={440}>
          <Table.Thead>
            <Table.Tr>
              {COLUMNS.map((column) => (
                <Table.Th key={column} scope="col" ta={column === 'total' ? 'right' : undefined}>
                  {t(`column.${column}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {orders.map((order) => (
              <Table.Tr key={order.id} data-fresh={fresh.has(order.id) || undefined}>
                <Table.Td>
                  <RecordLink kind="order" id={order.id} fw={600}>
                    {order.number}
                  </RecordLink>
                </Table.Td>
                <Table.Td data-label={t('column.status')}>
                  <OrderStatusBadge status={order.status} size="sm" />
                </Table.Td>
                <Table.Td data-label={t('column.total')} ta="right">
                  <Money amount={order.total} currency={order.currency} />
                </Table.Td>
                <Table.Td data-label={t('column.createdAt')}>
                  <DateText value={order.createdAt} variant="relative" />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </StackedTable>
      )}
    </section>
  );
}
