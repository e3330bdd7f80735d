import { Alert, Text } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import { useTranslation } from 'react-i18next';
import { labelIn } from '@/i18n/label';
import { useDefinitions } from '../../fields/definitions';
import type { ImportKind } from '../kinds';
import type { Column, Entry, Field } from './draft';
import { SUBJECT } from './known';
import { givenToPutAway } from './putAway';

interface Props {
  kind: ImportKind;
  /** Of the choice that was stored, whole. */
  entries: readonly Entry[];
  fields: readonly Field[];
  columns: readonly Column[];
}

/** A stored choice outlives the fields it names: which of its columns are left out for that. */
export function PutAway({ kind, entries, fields, columns }: Props) {
  const { t, i18n } = useTranslation('transfer');
  const definitions = useDefinitions();
  const found = givenToPutAway(entries, fields, columns);
  if (found.length === 0) return null;
  const labelOf = (key: string) => {
    const definition = definitions.find((one) => one.subject === SUBJECT[kind] && one.key === key);
    return definition ? labelIn(definition, i18n.language) : key;
  };
  return (
    <Alert color="amber" icon={<IconArchive size={18} aria-hidden />} title={t('putAway.title')}>
      {found.map(({ column, key }) => (
        <Text key={`${column} ${key}`} size="sm">
          {t('putAway.column', { column, field: labelOf(key) })}
        </Text>
      ))}
      <Text size="sm" mt={4}>
        {t('putAway.hint')}
      </Text>
    </Alert>
  );
}
