import { Alert, Stack, Text, TextInput } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import { useTranslation } from 'react-i18next';
import { constantOf, type Draft, type Field, setConstant } from './draft';

interface Props {
  draft: Draft;
  fields: readonly Field[];
  label: (field: Field) => string;
  onChange: (draft: Draft) => void;
}

/** What every record needs and no column gives: one value for all of them will do. */
export function MissingFields({ draft, fields, label, onChange }: Props) {
  const { t } = useTranslation('transfer');
  const mapped = new Set(draft.entries.flatMap(({ field, column }) => (column != null ? [field] : [])));
  const constants = draft.entries.filter(({ column }) => column == null).map(({ field }) => field);
  const shown = fields.filter(
    ({ key, required }) => !mapped.has(key) && (required || constants.includes(key)),
  );
  if (shown.length === 0) return null;
  return (
    <Alert color="amber" icon={<IconAlertTriangle size={18} />} title={t('missing.title')}>
      <Stack gap="xs">
        <Text size="sm">{t('missing.body')}</Text>
        {shown.map((field) => (
          <TextInput
            key={field.key}
            size="sm"
            maw={420}
            label={t('missing.constant', { field: label(field) })}
            value={constantOf(draft, field.key)}
            onChange={(event) => onChange(setConstant(draft, field.key, event.currentTarget.value))}
          />
        ))}
      </Stack>
    </Alert>
  );
}
