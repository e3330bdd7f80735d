import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { OrderLines_order$key } from '@/__generated__/OrderLines_order.graphql';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import { StackedTable } from '@/ui/StackedTable';
import classes from '../deal/lines/Lines.module.css';
import { RecordLink } from '../records/RecordLink';

const NUMBERS = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'lineTotal'] as const;

/** The lines as they were ordered. */
export function OrderLines({ order }: { order: OrderLines_order$key }) {
  const { t } = useTranslation(['orders', 'lines', 'proposals', 'app']);
  const format = useFormat();
  const { lines, currency, ...sums } = useFragment(
    graphql`
      fragment OrderLines_order on Order {
        currency
        net
        tax
        total
        lines {
          id
          description
          quantity
          unitPrice
          discountPercent
          taxPercent
          total
          product {
            id
            name
            code
          }
        }
      }
    `,
    order,
  );
  const label = (field: string) => t(`app:field.${field}`);
  const percent = (value: string) => t('lines:percent', { value: format.decimal(value) });
  return (
    <>
      <StackedTable label={t('orders:tab.lines')} minWidth={620}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{label('description')}</Table.Th>
            {NUMBERS.map((column) => (
              <Table.Th key={column} scope="col" ta="right">
                {label(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.id}>
              <Table.Td>
                {line.description}
                {line.product && (
                  <div>
                    <RecordLink kind="product" id={line.product.id} size="xs">
                      {line.product.code ?? line.product.name}
                    </RecordLink>
                  </div>
                )}
              </Table.Td>
              <Table.Td data-label={label('quantity')} ta="right" className="ds-number">
                {format.decimal(line.quantity)}
              </Table.Td>
              <Table.Td data-label={label('unitPrice')} ta="right">
                <Money amount={line.unitPrice} currency={currency} exact />
              </Table.Td>
              <Table.Td data-label={label('discountPercent')} ta="right" className="ds-number">
                {percent(line.discountPercent)}
              </Table.Td>
              <Table.Td data-label={label('taxPercent')} ta="right" className="ds-number">
                {percent(line.taxPercent)}
              </Table.Td>
              <Table.Td data-label={label('lineTotal')} ta="right">
                <Money amount={line.total} currency={currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      <dl className={classes.totals} aria-label={t('orders:totals')}>
        {(['net', 'tax', 'total'] as const).map((field) => (
          <div key={field} data-strong={field === 'total' || undefined}>
            <dt>{t(`proposals:totals.${field}`)}</dt>
            <dd>
              <Money amount={sums[field]} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
