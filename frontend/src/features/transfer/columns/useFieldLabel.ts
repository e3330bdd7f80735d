import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from './draft';
import { nameOf } from './known';

/** Fields as the rest of the pages call them; those without a word there as the server does. */
export function useFieldLabel(): (field: Pick<Field, 'key' | 'label' | 'custom'>) => string {
  const { t, i18n } = useTranslation(['app', 'transfer']);
  return useCallback(
    ({ key, label, custom }) => {
      if (custom) return label;
      const keys = [`transfer:field.${nameOf(key)}`, `app:field.${nameOf(key)}`];
      const found = keys.find((candidate) => i18n.exists(candidate));
      return found ? t(found) : label;
    },
    [t, i18n],
  );
}
