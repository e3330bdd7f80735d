import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProductDetails_product$key } from '@/__generated__/ProductDetails_product.graphql';
import { useCanManage } from '@/app/viewer';
import { useFormat } from '@/i18n/format';
import { isBetween } from '../deal/lines/amounts';
import classes from '../records/Record.module.css';
import { RecordField } from '../records/RecordField';
import { RecordStamp } from '../records/RecordStamp';
import { ProductPrices } from './ProductPrices';
import { useUpdateProduct } from './useUpdateProduct';

/** What is known of a product. Managers keep it; lines that were written keep their own prices. */
export function ProductDetails({ product }: { product: ProductDetails_product$key }) {
  const { t } = useTranslation(['products', 'lines', 'app']);
  const format = useFormat();
  const canManage = useCanManage();
  const data = useFragment(
    graphql`
      fragment ProductDetails_product on Product {
        id
        version
        name
        code
        series
        description
        taxPercent
        prices {
          currency
          unitPrice
          unitCost
        }
        createdAt
        createdBy {
          name
        }
        updatedAt
        updatedBy {
          name
        }
      }
    `,
    product,
  );
  const update = useUpdateProduct(data.id);
  const shared = { version: data.version, disabled: !canManage };
  const label = (field: string) => t(`app:field.${field}`);
  return (
    <>
      <dl className={classes.fields}>
        <RecordField
          {...shared}
          label={label('name')}
          field="name"
          value={data.name}
          required
          save={(name, version) => update({ name }, version)}
        />
        <RecordField
          {...shared}
          label={label('code')}
          field="code"
          value={data.code ?? null}
          save={(code, version) => update({ code }, version)}
        />
        <RecordField
          {...shared}
          label={label('series')}
          field="series"
          value={data.series ?? null}
          save={(series, version) => update({ series }, version)}
        />
        <RecordField
          {...shared}
          label={label('taxPercent')}
          field="taxPercent"
          kind="number"
          value={data.taxPercent}
          required
          validate={(value) => (isBetween(value, 0, 100) ? undefined : t('lines:invalid.percent'))}
          save={(taxPercent, version) => update({ taxPercent }, version)}
        >
          {t('products:percent', { value: format.decimal(data.taxPercent) })}
        </RecordField>
        <RecordField
          {...shared}
          wide
          label={label('description')}
          field="description"
          kind="textarea"
          value={data.description ?? null}
          save={(description, version) => update({ description }, version)}
        />
      </dl>
      <Title order={2} size="h6" mt="md" mb={4}>
        {label('prices')}
      </Title>
      <ProductPrices
        prices={data.prices}
        {...shared}
        save={(prices, version) => update({ prices }, version)}
      />
      <RecordStamp kind="products" record={data} />
    </>
  );
}
