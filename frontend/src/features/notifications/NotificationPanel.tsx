import { ActionIcon, Anchor, Group, Title } from '@mantine/core';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCell } from '@/relay/store';
import { Inbox } from './Inbox';
import type { Chosen } from './NotificationFilters';
import classes from './Notifications.module.css';
import { unreadNotifications } from './state';

/** What the bell opens: the newest lines, and the way to all of them. */
export default function NotificationPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const unread = useCell(unreadNotifications);
  const [chosen, setChosen] = useState<Chosen>({ unread: false });
  return (
    <div className={classes.panel}>
      <Inbox
        chosen={chosen}
        onChoose={setChosen}
        takesKeys
        onOpened={onClose}
        head={(markAll) => (
          <Group justify="space-between" wrap="nowrap" gap="xs" px="sm" pt="xs">
            <Title order={2} size="h5">
              {t('title')}
            </Title>
            <Group gap={4} wrap="nowrap">
              <Anchor
                size="sm"
                mr={4}
                onClick={onClose}
                renderRoot={(props) => <Link {...props} to="/notifications" search={{}} />}
              >
                {t('showAll')}
              </Anchor>
              <ActionIcon
                aria-label={t('markAll')}
                data-tip={t('markAll')}
                aria-disabled={unread === 0}
                data-quiet={unread === 0 || undefined}
                onClick={() => unread > 0 && markAll()}
              >
                <IconChecks size={18} />
              </ActionIcon>
              <ActionIcon
                aria-label={t('settings')}
                data-tip={t('settings')}
                onClick={onClose}
                renderRoot={(props) => (
                  <Link {...props} to="/settings/$section" params={{ section: 'notifications' }} />
                )}
              >
                <IconSettings size={18} />
              </ActionIcon>
            </Group>
          </Group>
        )}
      />
    </div>
  );
}
