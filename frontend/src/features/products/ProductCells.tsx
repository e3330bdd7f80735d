import { Badge, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProductCells_product$key } from '@/__generated__/ProductCells_product.graphql';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import classes from '../records/Record.module.css';

export type ProductColumn = 'name' | 'code' | 'series' | 'prices' | 'taxPercent' | 'updatedAt' | 'createdAt';

interface Props {
  product: ProductCells_product$key;
  column: ProductColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function ProductCell({ product, column, plain }: Props) {
  const { t } = useTranslation('products');
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ProductCells_product on Product {
        id
        version
        name
        code
        series
        taxPercent
        active
        createdAt
        updatedAt
        prices {
          currency
          unitPrice
        }
      }
    `,
    product,
  );
  const nothing = plain ? null : '–';
  switch (column) {
    case 'name':
      return (
        <Group gap="xs" wrap="nowrap">
          <Link
            to="/products/$productId"
            params={{ productId: data.id }}
            onClick={(event) => event.stopPropagation()}
            className={classes.name}
          >
            {data.name}
          </Link>
          {!data.active && (
            <Badge size="xs" variant="default">
              {t('archived')}
            </Badge>
          )}
        </Group>
      );
    case 'code':
    case 'series':
      return data[column] ?? nothing;
    case 'prices':
      return data.prices.length === 0 ? nothing : <Prices prices={data.prices} plain={plain} />;
    case 'taxPercent':
      return <span className="ds-number">{t('percent', { value: format.decimal(data.taxPercent) })}</span>;
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
    case 'createdAt':
      return <DateText value={data.createdAt} />;
  }
}

interface PricesProps {
  prices: readonly { readonly currency: string; readonly unitPrice: string }[];
  plain?: boolean;
}

/** The workspace's own currency first; on a phone one price is all there is room for. */
function Prices({ prices, plain }: PricesProps) {
  const { baseCurrency } = useWorkspace();
  const own = (currency: string) => Number(currency === baseCurrency);
  const sorted = prices.toSorted((a, b) => own(b.currency) - own(a.currency));
  return (plain ? sorted.slice(0, 1) : sorted).map(({ currency, unitPrice }, index) => (
    <span key={currency}>
      {index > 0 && ' · '}
      <Money amount={unitPrice} currency={currency} exact />
    </span>
  ));
}
