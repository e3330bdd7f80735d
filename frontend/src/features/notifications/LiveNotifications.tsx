import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import IconChecks from '@tabler/icons-react/dist/esm/icons/IconChecks.mjs';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { LiveNotificationsQuery } from '@/__generated__/LiveNotificationsQuery.graphql';
import type { LiveNotificationsSubscription } from '@/__generated__/LiveNotificationsSubscription.graphql';
import { type Command, useCommands } from '@/app/commands';
import { type Shortcut, useShortcuts } from '@/app/shortcuts';
import { toast } from '@/app/toasts';
import { useLive } from '@/relay/live';
import { isShownAt, type Line, lineOf, sentenceOf, targetOf, toastIdOf } from './line';
import {
  forgetInbox,
  later,
  latestNotification,
  type News,
  notificationNews,
  notificationPanel,
  tellUnread,
} from './state';
import { useMark } from './useMark';

/** More than so many at once are told by their number. */
const TOLD_ONE_BY_ONE = 3;
const LASTS = 8_000;

/** What brings a line into the lists, or to another place there. */
const COMES = /\.(created|grouped|unread)$/;
/** What is news to the viewer. */
const NEW = /\.(created|grouped)$/;

/** The bell's number, and a toast for each thing the viewer is told while they work on something else. */
export default function LiveNotifications() {
  const environment = useRelayEnvironment();
  const tell = useTell();
  const [cursor, setCursor] = useState<string>();
  useKeysAndCommands();

  const count = useCallback(
    () =>
      fetchQuery<LiveNotificationsQuery>(
        environment,
        graphql`
          query LiveNotificationsQuery {
            eventCursor(label: "notifications-badge")
            unreadNotifications
            notifications(first: 1) {
              nodes {
                id
                at
              }
            }
          }
        `,
        {},
        { fetchPolicy: 'network-only' },
      ).subscribe({
        next: (data) => {
          tellUnread(data.unreadNotifications);
          const [first] = data.notifications.nodes;
          if (first) latestNotification.set(later(latestNotification.get(), first.at));
          setCursor((old) => old ?? data.eventCursor);
        },
        // The badge is a convenience: pages report their own errors, the next event brings the number.
        error: () => undefined,
      }),
    [environment],
  );

  useEffect(() => {
    const request = count();
    return () => {
      request.unsubscribe();
      forgetInbox();
    };
  }, [count]);

  useLive<LiveNotificationsSubscription>(
    graphql`
      subscription LiveNotificationsSubscription($after: Cursor) {
        notificationReceived(after: $after) {
          cursor
          events {
            __typename
            ... on NotificationReceived {
              seq
              kind
              notificationId
              unread
              notification {
                id
                version
                kind
                at
                readAt
                ...line_notification
              }
            }
          }
        }
      }
    `,
    { after: cursor },
    {
      enabled: cursor !== undefined,
      onBatch: ({ notificationReceived: { events } }) => {
        const came = new Map<string, News['came'][number]>();
        const news = new Map<string, Line>();
        for (const event of events) {
          if (event.__typename !== 'NotificationReceived') continue;
          tellUnread(event.unread);
          const { notification } = event;
          if (!notification) continue;
          const { id, kind, at } = notification;
          latestNotification.set(later(latestNotification.get(), at));
          if (COMES.test(event.kind)) came.set(id, { id, kind });
          const line = lineOf(notification);
          if (notification.readAt) toast.hide(toastIdOf(line));
          else if (NEW.test(event.kind)) news.set(id, line);
        }
        if (came.size > 0) notificationNews.set({ came: [...came.values()] });
        tell([...news.values()].filter(({ readAt }) => !readAt));
      },
      onResync: () => {
        count();
        notificationNews.set({ came: [], missed: true });
      },
    },
  );
  return null;
}

/** Quiet: nothing is told twice, and nothing that the open page shows by itself. */
function useTell(): (lines: readonly Line[]) => void {
  const { t } = useTranslation('notifications');
  const router = useRouter();
  const { mark } = useMark();

  const open = (line: Line) => {
    void mark(line, true);
    const target = targetOf(line);
    if (target) void router.navigate(target);
  };
  return (lines) => {
    if (notificationPanel.get()) return;
    const { pathname, search } = router.state.location;
    const unseen = lines.filter((line) => !isShownAt(pathname, line, (search as { tab?: string }).tab));
    if (unseen.length > TOLD_ONE_BY_ONE) {
      toast.info(t('several', { count: unseen.length }), {
        id: 'notifications',
        duration: LASTS,
        action: {
          label: t('open'),
          run: () => void router.navigate({ to: '/notifications', search: {} }),
        },
      });
      return;
    }
    for (const line of unseen) {
      const id = toastIdOf(line);
      // Whoever celebrates a won deal has said more of it.
      if (line.kind === 'DEAL_WON' && toast.shows(id)) continue;
      toast.info(sentenceOf(t, line), {
        id,
        duration: LASTS,
        action: targetOf(line) && { label: t('open'), run: () => open(line) },
      });
    }
  };
}

function useKeysAndCommands(): void {
  const { t } = useTranslation(['notifications', 'app']);
  const navigate = useNavigate();
  const { markAll } = useMark();
  const goTo = t('app:palette.goTo');

  const commands = useMemo(
    (): Command[] => [
      {
        id: 'go.notifications',
        label: t('notifications:title'),
        group: goTo,
        icon: IconBell,
        shortcut: 'g n',
        run: () => void navigate({ to: '/notifications', search: {} }),
      },
      {
        id: 'notifications.markAll',
        label: t('notifications:markAllOf'),
        group: t('notifications:title'),
        icon: IconChecks,
        run: () => void markAll(),
      },
    ],
    [t, goTo, navigate, markAll],
  );
  useCommands(commands);

  const shortcuts = useMemo(
    (): Shortcut[] => [
      {
        id: 'go.notifications',
        keys: 'g n',
        label: t('notifications:title'),
        group: goTo,
        run: () => void navigate({ to: '/notifications', search: {} }),
      },
      {
        id: 'notifications.panel',
        keys: 'i',
        label: t('notifications:keys.panel'),
        group: t('app:help.general'),
        run: () => notificationPanel.set(!notificationPanel.get()),
      },
    ],
    [t, goTo, navigate],
  );
  useShortcuts(shortcuts);
}
