import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Values } from './form';

/** What can be said without asking the server. */
export function useFieldChecks() {
  const { t } = useTranslation('common');
  return useMemo(() => {
    const required = (value: string | null) => (value?.trim() ? null : t('edit.required'));
    return {
      kindId: required,
      subject: required,
      day: required,
      time: required,
      ownerId: required,
    } satisfies Partial<Record<keyof Values, (value: string | null) => string | null>>;
  }, [t]);
}
