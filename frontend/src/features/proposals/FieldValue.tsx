import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useRecordNames } from '@/ui/recordNames';

/** A value of a proposal's field as a reader knows it. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  if (value === null || value === undefined || value === '') return '–';
  const text = String(value);
  switch (field) {
    case 'discountPercent':
      return t('percent', { value: format.decimal(text) });
    case 'validUntil':
      return format.date(text);
    case 'language': {
      const language = toLanguage(text);
      return language ? LANGUAGE_NAMES[language] : text;
    }
    case 'contact':
      return <ContactName id={text} />;
    default:
      return text;
  }
}

/** Of a contact the API tells its id. */
function ContactName({ id }: { id: string }) {
  const names = useRecordNames([id]);
  return names.get(id) ?? '…';
}
