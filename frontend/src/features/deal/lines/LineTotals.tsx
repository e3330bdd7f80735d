import { useTranslation } from 'react-i18next';
import { Money } from '@/ui/Money';
import { isPositive } from './amounts';
import classes from './Lines.module.css';
import type { Deal } from './model';

/** What the lines come to; the net is the deal's amount. */
export function LineTotals({ deal }: { deal: Deal }) {
  const { t } = useTranslation('lines');
  const { gross, discount, net, tax, total } = deal.lineTotals;
  const rows = [
    ...(isPositive(discount)
      ? [
          { key: 'gross', amount: gross },
          { key: 'discount', amount: `-${discount}` },
        ]
      : []),
    { key: 'net', amount: net },
    { key: 'tax', amount: tax },
    { key: 'total', amount: total },
  ];
  return (
    <dl className={classes.totals} aria-label={t('totals.label')}>
      {rows.map(({ key, amount }) => (
        <div key={key} data-strong={key === 'net' || undefined}>
          <dt>
            {t(`totals.${key}`)}
            {key === 'net' && <small> {t('totals.isAmount')}</small>}
          </dt>
          <dd>
            <Money amount={amount} currency={deal.currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
