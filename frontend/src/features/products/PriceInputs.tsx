import { NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCurrencyCodes } from '../deals/useCurrencyCodes';
import { type Price, withPrice } from './prices';

interface Props {
  prices: readonly Price[];
  onChange: (prices: Price[]) => void;
}

/** One price for each currency the workspace deals in; those left empty are none. */
export function PriceInputs({ prices, onChange }: Props) {
  const { t } = useTranslation('products');
  return (
    <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm" mt={4}>
      {useCurrencyCodes().map((currency) => {
        const price = prices.find((one) => one.currency === currency)?.unitPrice ?? '';
        return (
          <NumberInput
            key={currency}
            aria-label={t('priceIn', { currency })}
            hideControls
            thousandSeparator=" "
            allowNegative={false}
            decimalScale={4}
            rightSection={currency}
            rightSectionWidth={52}
            value={price}
            // Decimals stay text all the way: a float would lose cents of large sums.
            onValueChange={({ value }) => {
              if (value !== price) onChange(withPrice(prices, currency, value || null));
            }}
          />
        );
      })}
    </SimpleGrid>
  );
}
