import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '@/ui/InlineEdit';
import { Money } from '@/ui/Money';
import { useCurrencyCodes } from '../deals/useCurrencyCodes';
import classes from '../records/Record.module.css';
import { RecordField } from '../records/RecordField';
import { type Price, unpriced, withPrice } from './prices';

interface Props {
  prices: readonly Price[];
  version: number;
  disabled: boolean;
  save: (prices: Price[], version: number) => Promise<SaveResult>;
}

/** What one unit costs in each currency; emptied, there is no price in it. */
export function ProductPrices(props: Props) {
  return (
    <dl className={classes.fields}>
      <Suspense fallback={null}>
        <Rows {...props} />
      </Suspense>
    </dl>
  );
}

function Rows({ prices, version, disabled, save }: Props) {
  const { t } = useTranslation('products');
  const codes = useCurrencyCodes();
  const more = disabled ? [] : unpriced(prices, codes);
  return [...prices.map(({ currency }) => currency), ...more].map((currency) => {
    const price = prices.find((one) => one.currency === currency)?.unitPrice ?? null;
    return (
      <RecordField
        key={currency}
        label={t('priceIn', { currency })}
        field="prices"
        kind="number"
        decimals={4}
        value={price}
        version={version}
        disabled={disabled}
        save={(value, expected) => save(withPrice(prices, currency, value), expected)}
      >
        <Money amount={price} currency={currency} exact />
      </RecordField>
    );
  });
}
