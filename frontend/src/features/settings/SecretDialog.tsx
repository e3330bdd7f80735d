import { Alert, Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconCopy from '@tabler/icons-react/dist/esm/icons/IconCopy.mjs';
import IconEyeOff from '@tabler/icons-react/dist/esm/icons/IconEyeOff.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/ui/Dialog';
import classes from './Settings.module.css';

interface Props {
  title: string;
  /** What it is: a password, a key. */
  label: string;
  secret: string;
  children?: ReactNode;
  onClose: () => void;
}

/** A generated secret. It lives only in this dialog: closed is gone, and a stray click does not close it. */
export function SecretDialog({ title, label, secret, children, onClose }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  return (
    <Dialog onClose={onClose} title={title} size="lg" closeOnClickOutside={false} withCloseButton={false}>
      <Stack gap="sm">
        <Alert color="amber" icon={<IconEyeOff size={18} />}>
          {t('settings:secret.once')}
        </Alert>
        <Text size="sm" fw={600} id="secret-label">
          {label}
        </Text>
        <Group wrap="nowrap" gap="xs">
          <Code block role="group" className={classes.code} flex={1} aria-labelledby="secret-label" fz="sm">
            {secret}
          </Code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
              >
                {copied ? t('settings:secret.copied') : t('common:action.copy')}
              </Button>
            )}
          </CopyButton>
        </Group>
        {children}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('settings:secret.done')}</Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
