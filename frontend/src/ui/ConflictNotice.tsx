import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/i18n/format';
import type { EditKind } from './InlineEdit';
import { useRecordNames } from './recordNames';

interface Props {
  /** Label of the field both have changed. */
  field: string;
  /** How values are read; a reference is the id of a record and shown by its name. */
  kind?: EditKind | 'reference';
  options?: readonly { value: string; label: string }[];
  /** Both as the API has them; null is empty. */
  mine: string | null;
  theirs: string | null;
  /** What the server calls the other one's record; absent for plain values. */
  theirsLabel?: string | null;
  /** Who changed it meanwhile; unknown for automations. */
  who?: string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody changed the field while it was being edited here: the person decides, nothing is lost. */
export function ConflictNotice(props: Props) {
  const { field, kind = 'text', options, mine, theirs, theirsLabel, who, onKeepMine, onTakeTheirs } = props;
  const { t } = useTranslation('common');
  const format = useFormat();
  const ids = kind === 'reference' ? [mine, theirsLabel ? null : theirs] : [];
  const names = useRecordNames(ids.filter((id) => id !== null));

  const shown = (value: string | null): string => {
    if (value === null || value === '') return t('conflict.nothing');
    if (kind === 'reference') return names.get(value) ?? '…';
    const optionText = (key: string) => options?.find((option) => option.value === key)?.label ?? key;
    if (kind === 'select') return optionText(value);
    if (kind === 'multi') return value.split(',').map(optionText).join(', ');
    if (kind === 'number') return format.number(value);
    if (kind === 'datetime') return format.dateTime(value);
    return kind === 'date' ? format.date(value) : value;
  };
  return (
    <Alert
      color="amber"
      icon={<IconGitMerge size={18} />}
      title={who ? t('conflict.titleBy', { field, who }) : t('conflict.title', { field })}
    >
      <Stack gap="xs">
        <Text size="sm">
          <strong>{t('conflict.mine')}</strong> {shown(mine)}
        </Text>
        <Text size="sm">
          <strong>{t('conflict.theirs')}</strong> {theirsLabel ?? shown(theirs)}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" onClick={onKeepMine}>
            {t('conflict.keepMine')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={onTakeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
