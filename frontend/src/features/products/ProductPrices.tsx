import { Fragment, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaveResult } from '@/ui/InlineEdit';
import { Money } from '@/ui/Money';
import { isBetween } from '../deal/lines/amounts';
import { useCurrencyCodes } from '../deals/useCurrencyCodes';
import classes from '../records/Record.module.css';
import { RecordField } from '../records/RecordField';
import { type Price, unpriced, withCost, withPrice } from './prices';

interface Props {
  prices: readonly Price[];
  version: number;
  disabled: boolean;
  save: (prices: Price[], version: number) => Promise<SaveResult>;
}

/** What one unit is sold for in each currency, and what it costs the company; emptied, there is no price in it. */
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
  const { t } = useTranslation(['products', 'lines']);
  const codes = useCurrencyCodes();
  const more = disabled ? [] : unpriced(prices, codes);
  return [...prices.map(({ currency }) => currency), ...more].map((currency) => {
    const known = prices.find((one) => one.currency === currency);
    const price = known?.unitPrice ?? null;
    const cost = known?.unitCost ?? null;
    const shared = { field: 'prices', kind: 'number', decimals: 4, version, disabled } as const;
    return (
      <Fragment key={currency}>
        <RecordField
          {...shared}
          label={t('priceIn', { currency })}
          value={price}
          save={(value, expected) => save(withPrice(prices, currency, value), expected)}
        >
          <Money amount={price} currency={currency} exact />
        </RecordField>
        {known && (cost !== null || !disabled) && (
          <RecordField
            {...shared}
            label={t('costIn', { currency })}
            value={cost}
            validate={(value) =>
              value === null || isBetween(value, 0) ? undefined : t('lines:invalid.price')
            }
            save={(value, expected) => save(withCost(prices, currency, value), expected)}
          >
            <Money amount={cost} currency={currency} exact />
          </RecordField>
        )}
      </Fragment>
    );
  });
}
