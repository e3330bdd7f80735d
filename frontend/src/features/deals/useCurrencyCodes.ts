import { useMemo } from 'react';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { useCurrencyCodesQuery } from '@/__generated__/useCurrencyCodesQuery.graphql';
import { useWorkspace } from '@/app/workspace';

/** The currencies the workspace deals in, its own first. Suspends. */
export function useCurrencyCodes(): string[] {
  const { baseCurrency } = useWorkspace();
  const { currencies } = useLazyLoadQuery<useCurrencyCodesQuery>(
    graphql`
      query useCurrencyCodesQuery {
        currencies {
          code
        }
      }
    `,
    {},
  );
  return useMemo(
    () => [...new Set([baseCurrency, ...currencies.map(({ code }) => code)])],
    [baseCurrency, currencies],
  );
}
