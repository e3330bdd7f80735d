import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from '@/ui/HistoryList.module.css';
import { fieldOf, useDefinitions } from './definitions';
import { customKeyOf } from './lists';
import { useShown } from './shown';
import { toText } from './values';

interface Props {
  /** Of the event: `deal.changed`. What comes first says whose field it is. */
  kind: string;
  change: {
    readonly field: string;
    readonly before?: unknown;
    readonly after?: unknown;
    readonly beforeLabel?: string | null;
    readonly afterLabel?: string | null;
  };
}

/** A line of a history about a custom field; one that is no longer in use is still called by its label. */
export function CustomChange({ kind, change }: Props) {
  const { t, i18n } = useTranslation('fields');
  const show = useShown();
  const key = customKeyOf(change.field) ?? '';
  const subject = kind.split('.')[0]?.toUpperCase();
  const definition = useDefinitions().find((one) => one.subject === subject && one.key === key);
  const field = definition && fieldOf(definition, i18n.language);
  const shown = (value: unknown, label: string | null | undefined) =>
    field ? show(field, toText(value), label) : (label ?? toText(value) ?? '–');
  const { before, after, beforeLabel, afterLabel } = change;
  return (
    <Text size="sm" c="dimmed">
      {field?.label ?? t('unknown', { key })}:{' '}
      {toText(before) !== null && (
        <>
          <del>{shown(before, beforeLabel)}</del> →{' '}
        </>
      )}
      <ins className={classes.after}>{shown(after, afterLabel)}</ins>
    </Text>
  );
}
