import { useFormat } from '@/i18n/format';

interface Props {
  /** A Decimal of the API. Null shows a dash. */
  amount: string | null | undefined;
  currency: string;
  compact?: boolean;
  /** Of one piece: prices go below the cent. */
  exact?: boolean;
}

/** An amount in the user's notation, figures of equal width. */
export function Money({ amount, currency, compact, exact }: Props) {
  const format = useFormat();
  if (amount === null || amount === undefined) return <span className="ds-money">–</span>;
  const full = format.money(amount, currency, { exact });
  if (!compact) return <span className="ds-money">{full}</span>;
  return (
    <span className="ds-money" title={full}>
      {format.money(amount, currency, { compact: true })}
    </span>
  );
}
