import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalTotals_proposal$key } from '@/__generated__/ProposalTotals_proposal.graphql';
import { useFormat } from '@/i18n/format';
import { Money } from '@/ui/Money';
import { isBetween, isPositive } from '../deal/lines/amounts';
import lines from '../deal/lines/Lines.module.css';
import { EditedBy } from '../presence/EditedBy';
import { CellField } from '../records/CellField';
import classes from './Proposals.module.css';
import { useUpdateProposal } from './useUpdateProposal';

interface Props {
  proposal: ProposalTotals_proposal$key;
  readOnly: boolean;
}

/** What it comes to, with the discount on everything, which is given here; and what is left of it. */
export function ProposalTotals({ proposal, readOnly }: Props) {
  const { t } = useTranslation(['proposals', 'lines', 'app']);
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ProposalTotals_proposal on Proposal {
        id
        version
        currency
        discountPercent
        subtotal
        discount
        net
        tax
        total
        margin
        lines {
          id
          unitCost
        }
      }
    `,
    proposal,
  );
  const update = useUpdateProposal(data.id);
  if (data.lines.length === 0) return null;
  const money = (amount: string) => <Money amount={amount} currency={data.currency} />;
  const costless = data.lines.filter(({ unitCost }) => unitCost === null || unitCost === undefined).length;
  return (
    <dl className={lines.totals} aria-label={t('proposals:totals.label')}>
      <div>
        <dt>{t('proposals:totals.subtotal')}</dt>
        <dd>{money(data.subtotal)}</dd>
      </div>
      <div>
        <dt className={classes.discount} data-field="discountPercent">
          {t('proposals:totals.discount')}
          <CellField
            field="discountPercent"
            label={t('proposals:totals.discountPercent')}
            value={data.discountPercent}
            version={data.version}
            kind="number"
            disabled={readOnly}
            validate={(value) =>
              value === null || isBetween(value, 0, 100) ? undefined : t('lines:invalid.percent')
            }
            save={(value, version) => update({ discountPercent: value ?? '0' }, version)}
          >
            <span className="ds-number">
              {t('lines:percent', { value: format.decimal(data.discountPercent) })}
            </span>
          </CellField>
          <EditedBy field="discountPercent" />
        </dt>
        <dd>{isPositive(data.discount) ? money(`-${data.discount}`) : money('0')}</dd>
      </div>
      <div data-strong>
        <dt>{t('proposals:totals.net')}</dt>
        <dd>{money(data.net)}</dd>
      </div>
      <div>
        <dt>{t('proposals:totals.tax')}</dt>
        <dd>{money(data.tax)}</dd>
      </div>
      <div data-strong>
        <dt>{t('proposals:totals.total')}</dt>
        <dd>{money(data.total)}</dd>
      </div>
      <div className={classes.margin}>
        <dt>
          {t('proposals:totals.margin')}
          <small> {t('proposals:totals.internal')}</small>
        </dt>
        <dd>
          {data.margin === null || data.margin === undefined ? (
            <small>
              {costless > 0
                ? t('proposals:totals.noCost', { count: costless })
                : t('proposals:totals.noMargin')}
            </small>
          ) : (
            <span className="ds-number">{t('lines:percent', { value: format.decimal(data.margin) })}</span>
          )}
        </dd>
      </div>
    </dl>
  );
}
