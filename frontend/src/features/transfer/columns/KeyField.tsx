import { Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportKind } from '../kinds';
import type { Column, Draft } from './draft';

interface Props {
  kind: ImportKind;
  draft: Draft;
  columns: readonly Column[];
  onChange: (draft: Draft) => void;
}

/** By what a row is known again, so that a second import changes records instead of making them twice. */
export function KeyField({ kind, draft, columns, onChange }: Props) {
  const { t } = useTranslation('transfer');
  return (
    <div>
      <Select
        label={t('key.label')}
        description={t('key.hint')}
        placeholder={t(`key.natural.${kind}`)}
        clearable
        searchable
        maw={460}
        clearButtonProps={{ 'aria-label': t('key.clear') }}
        data={columns.map(({ name }) => name)}
        value={draft.keyColumn}
        onChange={(keyColumn) => onChange({ ...draft, keyColumn })}
      />
      <Text size="sm" mt={6} maw={620}>
        {draft.keyColumn === null ? t(`key.by.${kind}`) : t('key.byColumn', { column: draft.keyColumn })}
      </Text>
    </div>
  );
}
