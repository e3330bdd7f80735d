import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { FilterCondition } from '@/searchParams';
import { useRecordNames } from '../recordNames';
import type { FilterField } from './model';

const RECORD_KINDS = ['user', 'account', 'contact', 'product', 'competitor', 'lookup'];
const RELATIVE = /^@(today|now)(?:([+-])(\d+)d)?$/;

/** A condition in words: "is any of Ada, Ben". */
export function ConditionText({
  field,
  condition: [, operator, value],
}: {
  field: FilterField;
  condition: FilterCondition;
}) {
  const { t } = useTranslation('common');
  const format = useFormat();
  const byRecord = RECORD_KINDS.includes(field.kind);
  const names = useRecordNames(byRecord && Array.isArray(value) ? value.map(String) : []);

  const one = (item: unknown): string => {
    const text = String(item);
    if (text === '@me') return t('filter.me');
    const relative = RELATIVE.exec(text);
    if (relative) {
      const count = Number(relative[3] ?? 0);
      if (count === 0) return t('filter.today');
      return relative[2] === '-' ? t('filter.daysAgo', { count }) : t('filter.inDays', { count });
    }
    if (field.kind === 'options')
      return field.options?.find((option) => option.value === text)?.label ?? text;
    if (byRecord) return names.get(text) ?? '…';
    if (field.kind === 'date' || field.kind === 'instant') return format.date(text);
    if (field.kind === 'money' || field.kind === 'number') return format.number(text);
    return text;
  };

  if (operator === 'isNull')
    return (
      <Text size="sm" span>
        {value ? t('filter.empty') : t('filter.notEmpty')}
      </Text>
    );
  if (typeof value === 'boolean')
    return (
      <Text size="sm" span>
        {value ? t('filter.yes') : t('filter.no')}
      </Text>
    );
  const text = Array.isArray(value) ? value.map(one).join(operator === 'between' ? ' – ' : ', ') : one(value);
  return (
    <Text size="sm" span>
      {t(`filter.operator.${operator}`)} {text}
    </Text>
  );
}
