import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** Names for the calendar's arrows, which show no text. */
export function useCalendarLabels() {
  const { t } = useTranslation('common');
  return useMemo(
    () => ({
      previousMonth: t('calendar.previousMonth'),
      nextMonth: t('calendar.nextMonth'),
      previousYear: t('calendar.previousYear'),
      nextYear: t('calendar.nextYear'),
      previousDecade: t('calendar.previousDecade'),
      nextDecade: t('calendar.nextDecade'),
      monthLevelControl: t('calendar.chooseMonth'),
      yearLevelControl: t('calendar.chooseYear'),
    }),
    [t],
  );
}
