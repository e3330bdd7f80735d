import { NumberInput, SimpleGrid } from '@mantine/core';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrencyCodes } from '../deals/useCurrencyCodes';
import { type Price, withCost, withPrice } from './prices';

interface Props {
  prices: readonly Price[];
  onChange: (prices: Price[]) => void;
}

/** One price for each currency the workspace deals in, with what it costs the company; those left empty are none. */
export function PriceInputs({ prices, onChange }: Props) {
  const { t } = useTranslation('products');
  return (
    <SimpleGrid cols={2} spacing="sm" mt={4}>
      {useCurrencyCodes().map((currency) => {
        const known = prices.find((one) => one.currency === currency);
        const shared = {
          hideControls: true,
          thousandSeparator: ' ',
          allowNegative: false,
          decimalScale: 4,
          rightSection: currency,
          rightSectionWidth: 52,
        };
        const [price, cost] = [known?.unitPrice ?? '', known?.unitCost ?? ''];
        return (
          <Fragment key={currency}>
            <NumberInput
              {...shared}
              aria-label={t('priceIn', { currency })}
              placeholder={t('price')}
              value={price}
              // Decimals stay text all the way: a float would lose cents of large sums.
              onValueChange={({ value }) => {
                if (value !== price) onChange(withPrice(prices, currency, value || null));
              }}
            />
            <NumberInput
              {...shared}
              aria-label={t('costIn', { currency })}
              placeholder={t('cost')}
              disabled={!known}
              value={cost}
              onValueChange={({ value }) => {
                if (value !== cost) onChange(withCost(prices, currency, value || null));
              }}
            />
          </Fragment>
        );
      })}
    </SimpleGrid>
  );
}
