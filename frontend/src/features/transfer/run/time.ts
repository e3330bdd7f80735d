import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** Up to 99 while rows are left: a full bar says that it has ended. */
export function percentOf(done: number, total: number): number {
  if (total <= 0) return 0;
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}

/** Rounded as people would tell it: to five seconds, then to minutes, then to hours with minutes. */
export function roughly(seconds: number): { unit: 'seconds' | 'minutes' | 'hours'; count: number } {
  if (seconds < 60) return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) };
  if (seconds < 5_400) return { unit: 'minutes', count: Math.round(seconds / 60) };
  return { unit: 'hours', count: Math.round(seconds / 3_600) };
}

export function useTimeLeft(): (seconds: number) => string {
  const { t } = useTranslation('transfer');
  return useCallback(
    (seconds) => {
      const { unit, count } = roughly(seconds);
      return t(`progress.left.${unit}`, { count });
    },
    [t],
  );
}
