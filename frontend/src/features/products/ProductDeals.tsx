import { Anchor, Table } from '@mantine/core';
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProductDeals_product$key } from '@/__generated__/ProductDeals_product.graphql';
import { useFormat } from '@/i18n/format';
import { Empty } from '@/ui/Empty';
import { Money } from '@/ui/Money';
import { StackedTable } from '@/ui/StackedTable';
import { RecordLink } from '../records/RecordLink';
import { StageBadge } from '../records/StageBadge';

const COLUMNS = ['deal', 'stage', 'quantity', 'unitPrice', 'lineTotal'] as const;
const NUMBERS: ReadonlySet<string> = new Set(['quantity', 'unitPrice', 'lineTotal']);

/** The deals it is sold on, the latest first. */
export function ProductDeals({ product }: { product: ProductDeals_product$key }) {
  const { t } = useTranslation(['products', 'accounts']);
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ProductDeals_product on Product {
        id
        lines(first: 100, orderBy: [{ field: CREATED_AT, direction: DESC }]) {
          totalCount
          nodes {
            id
            version
            quantity
            unitPrice
            total
            deal {
              id
              version
              name
              currency
              stage {
                id
                name
                color
              }
            }
          }
        }
      }
    `,
    product,
  );
  const { nodes, totalCount } = data.lines;
  if (nodes.length === 0) {
    return (
      <Empty title={t('products:deals.none')} icon={IconBriefcase}>
        {t('products:deals.noneHint')}
      </Empty>
    );
  }
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <StackedTable label={t('products:deals.tab')} minWidth={520}>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column} scope="col" ta={NUMBERS.has(column) ? 'right' : undefined}>
                {label(column)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nodes.map(({ id, deal, quantity, unitPrice, total }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <RecordLink kind="deal" id={deal.id} tab="products" fw={600}>
                  {deal.name}
                </RecordLink>
              </Table.Td>
              <Table.Td data-label={label('stage')}>
                <StageBadge stage={deal.stage} />
              </Table.Td>
              <Table.Td data-label={label('quantity')} ta="right" className="ds-number">
                {format.decimal(quantity)}
              </Table.Td>
              <Table.Td data-label={label('unitPrice')} ta="right">
                <Money amount={unitPrice} currency={deal.currency} exact />
              </Table.Td>
              <Table.Td data-label={label('lineTotal')} ta="right">
                <Money amount={total} currency={deal.currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </StackedTable>
      {totalCount > nodes.length && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link {...props} to="/deals" search={{ view: 'ALL', filter: [['product', 'in', [data.id]]] }} />
          )}
        >
          {t('accounts:deal.all', { count: totalCount })}
        </Anchor>
      )}
    </>
  );
}
