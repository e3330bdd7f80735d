import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Settings.module.css';

interface Props {
  title: string;
  /** What it is for, in a sentence. */
  hint?: ReactNode;
  actions?: ReactNode;
  /** Says that only administrators change things here, or who else does. */
  readOnly?: boolean | string;
  id?: string;
  children: ReactNode;
}

/** One card of the settings. */
export function Panel({ title, hint, actions, readOnly, id, children }: Props) {
  const { t } = useTranslation('settings');
  return (
    <section className={classes.panel} id={id} aria-label={title}>
      <Group justify="space-between" align="flex-start" mb="md">
        <Stack gap={2} maw={620}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {hint && (
            <Text size="sm" c="dimmed" component="div">
              {hint}
            </Text>
          )}
        </Stack>
        {actions}
      </Group>
      {readOnly && (
        <Alert color="gray" icon={<IconLock size={18} />} mb="md">
          {readOnly === true ? t('readOnly') : readOnly}
        </Alert>
      )}
      {children}
    </section>
  );
}
