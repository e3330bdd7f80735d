import { useTranslation } from 'react-i18next';
import { useFields } from '../fields/definitions';
import { askedFor, type Known } from './values';

/** What a requirement is called in the reader's language; else as the server puts it. */
export function useNeedLabel(): (kind: string, key: string, label?: string) => string {
  const { t } = useTranslation('gate');
  const known: Known = { DEAL: useFields('DEAL'), ACCOUNT: useFields('ACCOUNT') };
  return (kind, key, label = key) => {
    // A policy is called what the company calls it.
    if (kind === 'APPROVAL') return label;
    const custom = askedFor({ kind, key, label })?.custom;
    const field = custom && known[custom.subject]?.find((one) => one.key === custom.key);
    if (field) return custom.subject === 'ACCOUNT' ? t('ofAccount', { label: field.label }) : field.label;
    return t(`need.${key.replace('.', '_')}`, { defaultValue: label });
  };
}
