import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DateText } from '@/ui/DateText';

interface Props {
  /** Names the texts: `accounts:created`, `accounts:updated`. */
  kind: 'accounts' | 'contacts' | 'contracts' | 'competitors' | 'leads' | 'orders' | 'products' | 'proposals';
  record: {
    readonly createdAt: string;
    readonly createdBy: { readonly name: string } | null | undefined;
    readonly updatedAt: string;
    readonly updatedBy: { readonly name: string } | null | undefined;
  };
}

/** Who made the record and who changed it last. */
export function RecordStamp({ kind, record }: Props) {
  const { t } = useTranslation([kind, 'app']);
  const name = (by: Props['record']['createdBy']) => by?.name ?? t('app:history.system');
  return (
    <Text size="xs" c="dimmed" component="div" mt="xs">
      {t(`${kind}:created`, { name: name(record.createdBy) })}{' '}
      <DateText value={record.createdAt} variant="relative" />
      <br />
      {t(`${kind}:updated`, { name: name(record.updatedBy) })}{' '}
      <DateText value={record.updatedAt} variant="relative" />
    </Text>
  );
}
