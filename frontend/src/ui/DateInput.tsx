import { type DateInputProps, DateInput as MantineDateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useDateInputFormat } from '@/i18n/format';
import { typedDay } from '@/i18n/typedDay';
import classes from './Calendar.module.css';
import { useCalendarLabels } from './useCalendarLabels';

type Props = Omit<DateInputProps, 'ariaLabels' | 'classNames' | 'dateParser' | 'valueFormat'>;

/** A day: typed as people of the language write it, or chosen in a calendar whose controls have names. */
export function DateInput(props: Props) {
  const { i18n } = useTranslation();
  const valueFormat = useDateInputFormat();
  const ariaLabels = useCalendarLabels();
  return (
    <MantineDateInput
      valueFormat={valueFormat}
      dateParser={(text) => typedDay(text, i18n.language)}
      ariaLabels={ariaLabels}
      classNames={{ day: classes.day ?? '' }}
      {...props}
    />
  );
}
