import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { DealFilter, DealsTotalsQuery } from '@/__generated__/DealsTotalsQuery.graphql';
import { Money } from '@/ui/Money';
import classes from './Deals.module.css';

/** One record is the least the server reads; the totals are of the whole list. */
export const totalsQuery = graphql`
  query DealsTotalsQuery($filter: DealFilter, $search: String) {
    deals(filter: $filter, search: $search, first: 1) {
      totals {
        count
        amount
        weighted
        currency
      }
    }
  }
`;

interface Props {
  filter: DealFilter | null;
  search: string | null;
}

/** Count, sum and weighted sum of everything in the list, from the server: loaded rows are only a part of it. */
export function DealsTotals({ filter, search }: Props) {
  const { t } = useTranslation('deals');
  const { deals } = useLazyLoadQuery<DealsTotalsQuery>(
    totalsQuery,
    { filter, search },
    { fetchPolicy: 'store-and-network' },
  );
  const { count, amount, weighted, currency } = deals.totals;
  return (
    <div className={classes.foot} role="status" aria-label={t('totals.label')}>
      <strong>{t('totals.count', { count })}</strong>
      <span>
        {t('totals.amount')}{' '}
        <strong>
          <Money amount={amount} currency={currency} />
        </strong>
      </span>
      <span>
        {t('totals.weighted')}{' '}
        <strong>
          <Money amount={weighted} currency={currency} />
        </strong>
      </span>
    </div>
  );
}
