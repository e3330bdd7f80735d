import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { cell, useCell } from '@/relay/store';

/** Time zone of the signed-in user; the browser's until the shell knows better. */
export const timeZoneCell = cell<string>(Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Intl formatters are dear to make and cheap to use; lists make thousands of calls. */
function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  key: string,
  make: () => T,
): T {
  const found = cache.get(key);
  if (found) return found as T;
  const made = make();
  cache.set(key, made);
  return made;
}

export interface MoneyOptions {
  /** 1.2M instead of 1,234,567. */
  compact?: boolean;
  /** Of one piece: prices go below the cent. */
  exact?: boolean;
}

export function formatMoney(
  locale: string,
  amount: string | number,
  currency: string,
  { compact = false, exact = false }: MoneyOptions = {},
): string {
  const value = Number(amount);
  const whole = Number.isInteger(value);
  const format = cached(`money|${locale}|${currency}|${compact}|${exact}|${whole}`, () => {
    const digits: Intl.NumberFormatOptions = compact
      ? // German has no word for a thousand: four digits tell enough there too.
        {
          notation: 'compact',
          minimumFractionDigits: 0,
          maximumFractionDigits: 1,
          maximumSignificantDigits: 4,
          roundingPriority: 'lessPrecision',
        }
      : whole
        ? { minimumFractionDigits: 0, maximumFractionDigits: 0 }
        : exact
          ? { maximumFractionDigits: 6 }
          : {};
    return new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...digits,
    });
  });
  return format.format(value);
}

export function formatNumber(locale: string, value: string | number): string {
  return cached(`number|${locale}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })).format(
    Number(value),
  );
}

/** Russian spells its medium dates out ("8 нояб. 2026 г."): its short ones have the whole year too. */
function dateStyle(locale: string): 'short' | 'medium' {
  return locale === 'ru' ? 'short' : 'medium';
}

/** A calendar day (YYYY-MM-DD) has no zone: it is shown as it is stored. */
export function formatDate(locale: string, day: string): string {
  const [year = 1970, month = 1, date = 1] = day.slice(0, 10).split('-').map(Number);
  return cached(
    `date|${locale}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: dateStyle(locale), timeZone: 'UTC' }),
  ).format(Date.UTC(year, month - 1, date));
}

export function formatDateTime(locale: string, zone: string, instant: string): string {
  return cached(
    `stamp|${locale}|${zone}`,
    () =>
      new Intl.DateTimeFormat(locale, {
        dateStyle: dateStyle(locale),
        timeStyle: 'short',
        timeZone: zone,
      }),
  ).format(new Date(instant));
}

/** The day on which something happened, where the viewer is. */
export function formatDayOf(locale: string, zone: string, instant: string): string {
  return cached(
    `dayOf|${locale}|${zone}`,
    () => new Intl.DateTimeFormat(locale, { dateStyle: dateStyle(locale), timeZone: zone }),
  ).format(new Date(instant));
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export function formatRelative(locale: string, instant: string, now = Date.now()): string {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const format = cached(`relative|${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
}

export interface Formats {
  money(amount: string | number, currency: string, options?: MoneyOptions): string;
  number(value: string | number): string;
  /** With all the digits somebody gave. */
  rate(value: string): string;
  /** As text from first to last: a float would lose digits of long ones. */
  decimal(value: string): string;
  /** Probability and the like: 40 → 40 %. */
  percent(value: number): string;
  date(day: string): string;
  dateTime(instant: string): string;
  dayOf(instant: string): string;
  relative(instant: string): string;
  /** As short as the language can say it: 3d. */
  short(value: number, unit: 'hour' | 'day'): string;
}

/** Formats in the user's language and time zone. */
export function useFormat(): Formats {
  const { i18n } = useTranslation();
  const locale = i18n.language;
  const zone = useCell(timeZoneCell);
  return useMemo(
    () => ({
      money: (amount, currency, options) => formatMoney(locale, amount, currency, options),
      number: (value) => formatNumber(locale, value),
      rate: (value) =>
        cached(`rate|${locale}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 12 })).format(
          Number(value),
        ),
      decimal: (value) =>
        cached(
          `decimal|${locale}`,
          () => new Intl.NumberFormat(locale, { maximumFractionDigits: 10 }),
        ).format(value as `${number}`),
      percent: (value) =>
        cached(`percent|${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent' })).format(
          value / 100,
        ),
      date: (day) => formatDate(locale, day),
      dateTime: (instant) => formatDateTime(locale, zone, instant),
      dayOf: (instant) => formatDayOf(locale, zone, instant),
      relative: (instant) => formatRelative(locale, instant),
      short: (value, unit) =>
        cached(
          `short|${locale}|${unit}`,
          () => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'narrow' }),
        ).format(value),
    }),
    [locale, zone],
  );
}

const DATE_INPUT: Record<string, string> = {
  en: 'MMM D, YYYY',
  cs: 'D. M. YYYY',
  de: 'DD.MM.YYYY',
  ru: 'DD.MM.YYYY',
  pl: 'DD.MM.YYYY',
};

/** For `valueFormat` of date inputs: what people of this language type. */
export function useDateInputFormat(): string {
  const { i18n } = useTranslation();
  return DATE_INPUT[i18n.language] ?? 'YYYY-MM-DD';
}

const DATE_TIME_INPUT: Record<string, string> = {
  en: 'MMM D, YYYY, h:mm A',
  cs: 'D. M. YYYY H:mm',
  de: 'DD.MM.YYYY HH:mm',
  ru: 'DD.MM.YYYY HH:mm',
  pl: 'DD.MM.YYYY HH:mm',
};

/** The same for inputs of a day and a time. */
export function useDateTimeInputFormat(): string {
  const { i18n } = useTranslation();
  return DATE_TIME_INPUT[i18n.language] ?? 'YYYY-MM-DD HH:mm';
}
