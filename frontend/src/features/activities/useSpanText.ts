import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { timeZoneCell } from '@/i18n/format';
import { useCell } from '@/relay/store';

/** "Tue, Mar 3, 2026, 10:00 – 11:30", as the language writes it; in the user's time zone. */
export function spanText(locale: string, timeZone: string, startsAt: string, endsAt?: string | null): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone,
  });
  const start = new Date(startsAt);
  return endsAt && endsAt !== startsAt ? format.formatRange(start, new Date(endsAt)) : format.format(start);
}

export function useSpanText() {
  const { i18n } = useTranslation();
  const zone = useCell(timeZoneCell);
  const locale = i18n.language;
  return useCallback(
    (startsAt: string, endsAt?: string | null) => spanText(locale, zone, startsAt, endsAt),
    [locale, zone],
  );
}
