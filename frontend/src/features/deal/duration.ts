import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** "3 days", "5 hours": the largest unit is precise enough for a stay in a stage. */
export function useDuration(): (seconds: number) => string {
  const { t } = useTranslation('deals');
  return useCallback(
    (seconds) => {
      if (seconds >= 86_400) return t('duration.days', { count: Math.floor(seconds / 86_400) });
      if (seconds >= 3_600) return t('duration.hours', { count: Math.floor(seconds / 3_600) });
      return t('duration.minutes', { count: Math.max(1, Math.floor(seconds / 60)) });
    },
    [t],
  );
}
