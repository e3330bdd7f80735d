import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { useMarkMutation } from '@/__generated__/useMarkMutation.graphql';
import { refusedOffline } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { useAction } from '@/app/useAction';
import { guessUnread, latestNotification, unreadNotifications } from './state';

export interface Markable {
  readonly id: string;
  readonly version: number;
  readonly readAt?: string | null;
}

export interface Marking {
  /** One line; nothing happens when it is so already. */
  mark(line: Markable, read: boolean): Promise<void>;
  /** Everything that this tab knows of; the lines on screen change at once. */
  markAll(onScreen?: readonly Markable[]): Promise<void>;
}

const asRead = (lines: readonly Markable[], readAt: string | null) =>
  lines.map(({ id, version }) => ({ id, version: version + 1, readAt }));

/** Reading and what takes it back, shown before the server has answered. */
export function useMark(): Marking {
  const { t } = useTranslation('notifications');
  const [send] = useAction<useMarkMutation>(graphql`
    mutation useMarkMutation($input: MarkNotificationsReadInput!) @raw_response_type {
      markNotificationsRead(input: $input) {
        notifications {
          id
          version
          readAt
        }
        unread
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);

  const change = useCallback(
    async (input: useMarkMutation['variables']['input'], unread: number, lines: readonly Markable[]) => {
      // The number must not change either.
      if (refusedOffline()) return [];
      const settle = guessUnread(unread);
      const notifications = asRead(lines, input.read === false ? null : new Date().toISOString());
      const result = await send(
        { input },
        { optimisticResponse: { markNotificationsRead: { notifications, unread, userErrors: [] } } },
      );
      settle(result.ok ? result.data.markNotificationsRead.unread : undefined);
      return result.ok ? result.data.markNotificationsRead.notifications.map(({ id }) => id) : [];
    },
    [send],
  );

  const mark = useCallback(
    async (line: Markable, read: boolean) => {
      if (Boolean(line.readAt) === read) return;
      await change({ ids: [line.id], read }, unreadNotifications.get() + (read ? -1 : 1), [line]);
    },
    [change],
  );

  const markAll = useCallback(
    async (onScreen: readonly Markable[] = []) => {
      const upTo = latestNotification.get();
      if (upTo === undefined) return;
      const before = unreadNotifications.get();
      const ids = await change(
        { upTo },
        0,
        onScreen.filter(({ readAt }) => !readAt),
      );
      if (ids.length === 0) return;
      offerUndo({
        message: t('allRead', { count: Math.max(ids.length, before - unreadNotifications.get()) }),
        // As many as the server names: the latest 200 of however many there were.
        undo: () => change({ ids, read: false }, unreadNotifications.get() + ids.length, []),
      });
    },
    [change, t],
  );
  return { mark, markAll };
}
