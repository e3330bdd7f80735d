import { useTranslation } from 'react-i18next';
import type { LeadAnswer } from '@/__generated__/BantPanel_lead.graphql';
import { ANSWERS, answered } from './bant';
import classes from './Leads.module.css';

/** How far a lead is qualified: a dot for each of the four answers. */
export function Progress({ missing }: { missing: readonly LeadAnswer[] }) {
  const { t } = useTranslation('leads');
  const count = answered(missing);
  const open = ANSWERS.filter((answer) => missing.includes(answer)).map((answer) => t(`bant.${answer}`));
  return (
    <span
      className={classes.progress}
      title={open.length > 0 ? t('bant.open', { list: open.join(', ') }) : ''}
    >
      {ANSWERS.map((answer) => (
        <i key={answer} data-on={!missing.includes(answer) || undefined} aria-hidden />
      ))}
      <span className="ds-number">{t('bant.of', { count, all: ANSWERS.length })}</span>
    </span>
  );
}
