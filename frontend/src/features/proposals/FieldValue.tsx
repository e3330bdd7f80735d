import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, toLanguage } from '@/i18n';
import { useFormat } from '@/i18n/format';
import { useRecordNames } from '@/ui/recordNames';
import { type Field, fieldOf, useDefinitions } from '../fields/definitions';
import { customKeyOf } from '../fields/lists';
import { useShown } from '../fields/shown';
import { isReference, toText } from '../fields/values';

/** The custom field of proposals that is called so; one that is no longer in use too. Suspends. */
function useCustom(field: string): Field | undefined {
  const { i18n } = useTranslation();
  const key = customKeyOf(field);
  const found = useDefinitions().find((one) => one.subject === 'PROPOSAL' && one.key === key);
  return found && fieldOf(found, i18n.language);
}

/** What a proposal's field is called. */
export function FieldLabel({ field }: { field: string }) {
  const { t } = useTranslation(['app', 'fields']);
  const custom = useCustom(field);
  const key = customKeyOf(field);
  if (key === undefined) return t(`app:field.${field}`);
  return custom?.label ?? t('fields:unknown', { key });
}

/** A value of a proposal's field as a reader knows it. */
export function FieldValue({ field, value }: { field: string; value: unknown }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  const show = useShown();
  const custom = useCustom(field);
  const text = toText(value);
  if (text === null) return '–';
  if (custom) return isReference(custom.type) ? <RecordName id={text} /> : show(custom, text);
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

/** Of a record the API tells its id. */
function RecordName({ id }: { id: string }) {
  const names = useRecordNames([id]);
  return names.get(id) ?? '…';
}
