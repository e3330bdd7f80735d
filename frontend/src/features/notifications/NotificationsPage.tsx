import { ActionIcon, Button } from '@mantine/core';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeyNotes, useShortcut } from '@/app/shortcuts';
import { useCell } from '@/relay/store';
import type { NotificationSearch } from '@/searchParams';
import { PageHeader } from '@/ui/PageHeader';
import { Inbox } from './Inbox';
import { kindOf } from './line';
import type { Chosen } from './NotificationFilters';
import classes from './Notifications.module.css';
import { unreadNotifications } from './state';
import type { ListKeys } from './useListKeys';

/** Everything one was told, as far back as it is kept; the address holds what is shown only. */
export default function NotificationsPage() {
  const { t } = useTranslation('notifications');
  const search: NotificationSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const unread = useCell(unreadNotifications);
  const chosen = useMemo(
    (): Chosen => ({ unread: search.unread === true, kind: kindOf(search.kind) }),
    [search.unread, search.kind],
  );
  const choose = (next: Chosen) =>
    void navigate({
      to: '/notifications',
      search: { unread: next.unread || undefined, kind: next.kind },
      replace: true,
    });
  return (
    <div className={classes.page}>
      <Inbox
        chosen={chosen}
        onChoose={choose}
        head={(markAll) => (
          <PageHeader
            title={t('title')}
            actions={
              <>
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconChecks size={16} aria-hidden />}
                  disabled={unread === 0}
                  onClick={markAll}
                >
                  {t('markAll')}
                </Button>
                <ActionIcon
                  size="md"
                  aria-label={t('settings')}
                  data-tip={t('settings')}
                  renderRoot={(props) => (
                    <Link {...props} to="/settings/$section" params={{ section: 'notifications' }} />
                  )}
                >
                  <IconSettings size={18} />
                </ActionIcon>
              </>
            }
          />
        )}
      >
        {(keys) => <PageKeys keys={keys} />}
      </Inbox>
    </div>
  );
}

/** The same keys wherever on the page the keyboard is, and in the list of shortcuts. */
function PageKeys({ keys }: { keys: ListKeys }) {
  const { t } = useTranslation('notifications');
  const group = t('title');
  useShortcut('j', () => keys.walk(1), { label: t('keys.next'), group });
  useShortcut('k', () => keys.walk(-1), { label: t('keys.previous'), group });
  useShortcut('u', () => keys.toggle(), { label: t('keys.toggle'), group });
  useKeyNotes(
    group,
    useMemo(() => [['Enter', t('keys.open')]] as const, [t]),
  );
  return null;
}
