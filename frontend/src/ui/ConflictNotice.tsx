import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import IconGitMerge from '@tabler/icons-react/dist/esm/icons/IconGitMerge.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  /** Label of the field both have changed. */
  field: string;
  mine: ReactNode;
  theirs: ReactNode;
  /** Who changed it meanwhile; unknown for automations. */
  who?: string;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Somebody changed the field while it was being edited here: the person decides, nothing is lost. */
export function ConflictNotice({ field, mine, theirs, who, onKeepMine, onTakeTheirs }: Props) {
  const { t } = useTranslation('common');
  return (
    <Alert
      color="amber"
      icon={<IconGitMerge size={18} />}
      title={who ? t('conflict.titleBy', { field, who }) : t('conflict.title', { field })}
    >
      <Stack gap="xs">
        <Text size="sm">
          <strong>{t('conflict.mine')}</strong> {mine}
        </Text>
        <Text size="sm">
          <strong>{t('conflict.theirs')}</strong> {theirs}
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
