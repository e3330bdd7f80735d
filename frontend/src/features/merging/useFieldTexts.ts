import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import { useLanguageName } from '../contacts/parts';
import { useFields } from '../fields/definitions';
import { customKeyOf } from '../fields/lists';
import { useShown } from '../fields/shown';
import type { Merging, Value } from './model';

export interface FieldTexts {
  readonly label: (field: string) => string;
  /** The value as people read it; undefined where there is none. */
  readonly shown: (field: string, value: Value) => string | undefined;
  /** Fields that are in use: a custom one may have been put away. */
  readonly known: (field: string) => boolean;
}

/** What fields are called and how their values are read, built-in ones and the company's own. Suspends. */
export function useFieldTexts({ subject, shapes }: Merging): FieldTexts {
  const { t } = useTranslation(['merging', 'app']);
  const format = useFormat();
  const { baseCurrency } = useWorkspace();
  const languageName = useLanguageName();
  const fields = useFields(subject);
  const showCustom = useShown();
  return useMemo(() => {
    const custom = new Map(fields.map((field) => [field.key, field]));
    const of = (field: string) => custom.get(customKeyOf(field) ?? '');
    return {
      label: (field) => of(field)?.label ?? t(`app:field.${field}`),
      known: (field) => customKeyOf(field) === undefined || of(field) !== undefined,
      shown: (field, { text, name }) => {
        if (text === null) return undefined;
        const own = of(field);
        if (own) return showCustom(own, text, name);
        if (name !== undefined) return name ?? t('merging:notVisible');
        switch (shapes[field]) {
          case 'number':
            return format.number(text);
          case 'money':
            return format.money(text, baseCurrency);
          case 'language':
            return languageName(text);
          default:
            return text;
        }
      },
    };
  }, [t, format, baseCurrency, languageName, fields, showCustom, shapes]);
}
