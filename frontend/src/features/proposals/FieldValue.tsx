import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useRecordNames } from '@/ui/recordNames';
import { type Field, fieldOf, useDefinitions } from '../fields/definitions';
import { customKeyOf } from '../fields/lists';
import { useShown } from '../fields/shown';
import { isReference, toText } from '../fields/values';

/** What a proposal's field is called. */
export function FieldLabel({ field }: { field: string }) {
  const { t } = useTranslation('app');
  const key = customKeyOf(field);
  return key === undefined ? t(`field.${field}`, { defaultValue: field }) : <CustomLabel fieldKey={key} />;
}

/** A value of a proposal's field as a reader knows it. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const text = toText(value);
  if (text === null) return '–';
  const key = customKeyOf(field);
  if (key !== undefined) return <CustomText fieldKey={key} text={text} />;
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
      return <RecordName id={text} />;
    default:
      return text;
  }
}

/** A custom field of proposals; one that is no longer in use too. Suspends. */
function useCustom(key: string): Field | undefined {
  const { i18n } = useTranslation();
  const found = useDefinitions().find((one) => one.subject === 'PROPOSAL' && one.key === key);
  return found && fieldOf(found, i18n.language);
}

function CustomLabel({ fieldKey: key }: { fieldKey: string }) {
  const { t } = useTranslation('fields');
  return useCustom(key)?.label ?? t('unknown', { key });
}

function CustomText({ fieldKey, text }: { fieldKey: string; text: string }) {
  const show = useShown();
  const field = useCustom(fieldKey);
  if (!field) return text;
  return isReference(field.type) ? <RecordName id={text} /> : show(field, text);
}

/** Of a record the API tells its id. */
function RecordName({ id }: { id: string }) {
  const names = useRecordNames([id]);
  return names.get(id) ?? '…';
}
