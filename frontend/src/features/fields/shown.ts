import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import type { Field } from './definitions';
import { isReference, keysOf } from './values';

export type Shown = (
  field: Pick<Field, 'type' | 'options'>,
  text: string | null,
  name?: string | null,
) => string;

/** A value as people read it, in their language. `name` is what the record it refers to is called. Suspends. */
export function useShown(): Shown {
  const { t } = useTranslation(['fields', 'common']);
  const format = useFormat();
  const { baseCurrency } = useWorkspace();
  return useCallback(
    (field, text, name) => {
      if (text === null) return '–';
      if (isReference(field.type)) return name ?? t('fields:notVisible');
      switch (field.type) {
        case 'NUMBER':
          return format.decimal(text);
        case 'MONEY':
          return format.money(text, baseCurrency);
        case 'BOOLEAN':
          return t(text === 'true' ? 'common:filter.yes' : 'common:filter.no');
        case 'DATE':
          return format.date(text);
        case 'DATE_TIME':
          return format.dateTime(text);
        case 'SELECT':
        case 'MULTI_SELECT':
          return keysOf(text)
            .map((key) => field.options.find(({ value }) => value === key)?.label ?? key)
            .join(', ');
        default:
          return text;
      }
    },
    [t, format, baseCurrency],
  );
}
