import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { timeZoneCell } from '@/i18n/format';
import { wallOf } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import { DateText } from '@/ui/DateText';
import classes from './Proposals.module.css';
import { type Status, validity } from './status';

/** The last day it holds; in words when that is past or near. */
export function ValidUntil({ day, status }: { day: string; status: Status }) {
  const { t } = useTranslation('proposals');
  const zone = useCell(timeZoneCell);
  const state = validity(day, status, wallOf(Date.now(), zone).day);
  return (
    <span className={classes.valid} data-state={state}>
      <DateText value={day} />
      {state && (
        <Text span size="xs" className={classes.validNote}>
          {t(`validity.${state}`)}
        </Text>
      )}
    </span>
  );
}
