import { Badge, Button } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import { RecordLink } from '../../records/RecordLink';
import { type Deal, LATELY, loyaltyWord, signed, toneOf } from './model';
import { useRoleName } from './roleNames';
import classes from './Stakeholders.module.css';

/** As many as one looks at; those whose word counts most come first. */
const NAMED = 8;

interface Props {
  deal: Deal;
  /** Absent for those who only read. */
  onAdd?: (roleId: string) => void;
}

/** What the stakeholders come to: whether those who decide are known, and for us, and whom to see next. */
export function Coverage({ deal, onAdd }: Props) {
  const { t } = useTranslation('stakeholders');
  const format = useFormat();
  const labelOf = useRoleName();
  const { decisionMakerKnown, weightedLoyalty, missingRoles, notMetLately } = deal.coverage;
  const more = notMetLately.slice(NAMED);
  const loyalty = Number(weightedLoyalty ?? 0);
  return (
    <dl className={classes.coverage} aria-label={t('coverage.label')}>
      <Fact label={t('coverage.decisionMaker')}>
        <Sign good={decisionMakerKnown}>{t(decisionMakerKnown ? 'coverage.known' : 'coverage.unknown')}</Sign>
      </Fact>
      <Fact label={t('coverage.loyalty')} hint={t('coverage.loyaltyHint')}>
        <span className={classes.tone} style={{ background: toneOf(loyalty) }} aria-hidden />
        <span className="ds-number">{signed(format, loyalty)}</span> {t(`loyalty.${loyaltyWord(loyalty)}`)}
      </Fact>
      <Fact label={t('coverage.missing')} list>
        {missingRoles.length === 0 && <Sign good>{t('coverage.noneMissing')}</Sign>}
        <span className={classes.chips}>
          {missingRoles
            .map((role) => ({ id: role.id, label: labelOf(role) }))
            .map(({ id, label }) =>
              onAdd ? (
                <Button
                  key={id}
                  size="compact-xs"
                  radius="xl"
                  variant="default"
                  leftSection={<IconPlus size={12} aria-hidden />}
                  aria-label={t('coverage.addRole', { role: label })}
                  onClick={() => onAdd(id)}
                >
                  {label}
                </Button>
              ) : (
                <Badge key={id} variant="default">
                  {label}
                </Badge>
              ),
            )}
        </span>
      </Fact>
      <Fact label={t('coverage.notMet', { count: LATELY })} list>
        {notMetLately.length === 0 ? (
          <Sign good>{t('coverage.allMet')}</Sign>
        ) : (
          <span className={classes.names}>
            {notMetLately.slice(0, NAMED).map(({ id, contact }) => (
              <RecordLink key={id} kind="contact" id={contact.id}>
                {contact.name}
              </RecordLink>
            ))}
            {more.length > 0 && (
              <span title={more.map(({ contact }) => contact.name).join(', ')}>
                +{format.number(more.length)}
              </span>
            )}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact(props: { label: string; hint?: string; list?: boolean; children: ReactNode }) {
  const { label, hint, list, children } = props;
  return (
    <div data-list={list || undefined}>
      <dt title={hint}>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Sign({ good, children }: { good: boolean; children: ReactNode }) {
  return (
    <span className={classes.sign}>
      {good ? (
        <IconCircleCheck size={16} color="var(--mantine-color-green-6)" aria-hidden />
      ) : (
        <IconAlertTriangle size={16} color="var(--mantine-color-orange-6)" aria-hidden />
      )}
      {children}
    </span>
  );
}
