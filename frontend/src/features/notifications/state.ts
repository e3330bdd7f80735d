import type { NotificationKind } from '@/__generated__/line_notification.graphql';
import { cell } from '@/relay/store';

/** How many lines the viewer has not read; the bell shows it. */
export const unreadNotifications = cell(0);

/** When the latest line that this tab knows of happened: "all" goes up to there, and not to what nobody has seen. */
export const latestNotification = cell<string | undefined>(undefined);

/** Whether the panel under the bell is open. */
export const notificationPanel = cell(false);

/** What has just come, for the lists on screen. */
export interface News {
  /** New ones, and those that stand elsewhere in the order now. */
  readonly came: readonly { readonly id: string; readonly kind: NotificationKind }[];
  /** Events were missed: read anew. */
  readonly missed?: true;
}

export const notificationNews = cell<News>({ came: [] });

let told = 0;
const guesses = new Set<symbol>();

/** The number as the server has it. */
export function tellUnread(count: number): void {
  told += 1;
  unreadNotifications.set(count);
}

/**
 * Shows what a change will come to before it is answered. Call what it gives with the answer's number, or without
 * one when it was refused: what the server told meanwhile is newer than either.
 */
export function guessUnread(count: number): (answer?: number) => void {
  const before = unreadNotifications.get();
  const known = told;
  const guess = Symbol('guess');
  guesses.add(guess);
  unreadNotifications.set(Math.max(0, count));
  return (answer) => {
    guesses.delete(guess);
    // While another change is on its way, the answer to that one tells more.
    if (told === known && guesses.size === 0) unreadNotifications.set(answer ?? before);
  };
}

/** The later of two instants. */
export function later(one: string | undefined, other: string): string {
  return one !== undefined && Date.parse(one) >= Date.parse(other) ? one : other;
}

/** On sign-out: the next user's inbox is another. */
export function forgetInbox(): void {
  tellUnread(0);
  guesses.clear();
  latestNotification.set(undefined);
  notificationPanel.set(false);
}
