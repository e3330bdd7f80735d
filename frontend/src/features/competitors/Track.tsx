import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { Track_competitor$key } from '@/__generated__/Track_competitor.graphql';
import { useFormat } from '@/i18n/format';
import classes from './Competitor.module.css';

/** How we have fared against them, as far as the viewer may see the deals. */
export function Track({ competitor }: { competitor: Track_competitor$key }) {
  const { t } = useTranslation('competitors');
  const format = useFormat();
  const { record } = useFragment(
    graphql`
      fragment Track_competitor on Competitor {
        record {
          open
          won
          lost
          lostToThem
          winRate
        }
      }
    `,
    competitor,
  );
  const { winRate } = record;
  return (
    <>
      <dl className={classes.track} aria-label={t('record.label')}>
        <div data-strong>
          <dt>{t('column.winRate')}</dt>
          <dd className="ds-number">
            {winRate === null || winRate === undefined ? '–' : format.percent(winRate * 100)}
          </dd>
        </div>
        {(['open', 'won', 'lost', 'lostToThem'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`column.${key}`)}</dt>
            <dd className="ds-number">{format.number(record[key])}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.hint}>{t('record.hint')}</p>
    </>
  );
}
