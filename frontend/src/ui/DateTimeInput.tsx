import { DateInput as MantineDateInput } from '@mantine/dates';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneCell, useDateTimeInputFormat } from '@/i18n/format';
import { typedMoment } from '@/i18n/typedDay';
import { fromWall, toWall } from '@/i18n/wall';
import { useCell } from '@/relay/store';
import classes from './Calendar.module.css';
import type { DateInput } from './DateInput';
import { useCalendarLabels } from './useCalendarLabels';

type Props = Omit<ComponentProps<typeof DateInput>, 'value' | 'onChange'> & {
  /** An instant, shown and typed as the clock of the user's zone says it. */
  value: string | null;
  onChange: (instant: string | null) => void;
};

/** A day and a time: typed as people of the language write them; a day chosen in the calendar keeps the time. */
export function DateTimeInput({ value, onChange, ...rest }: Props) {
  const { i18n } = useTranslation();
  const zone = useCell(timeZoneCell);
  const valueFormat = useDateTimeInputFormat();
  const ariaLabels = useCalendarLabels();
  const wall = toWall(value, zone);
  return (
    <MantineDateInput
      withTime
      valueFormat={valueFormat}
      dateParser={(text) => typedMoment(text, i18n.language)}
      ariaLabels={ariaLabels}
      classNames={{ day: classes.day ?? '' }}
      {...rest}
      value={wall}
      // The calendar gives days without a time.
      onChange={(next) =>
        onChange(fromWall(next?.length === 10 ? next + (wall?.slice(10) ?? '') : next, zone))
      }
    />
  );
}
