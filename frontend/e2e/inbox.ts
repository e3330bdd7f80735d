import type { Page } from '@playwright/test';
import { change } from './fixtures';
import { ask } from './policies';

/** Other tests tell the same people things: each begins with everything read. */
export async function readAll(page: Page): Promise<void> {
  const { notifications } = await ask<{ notifications: { nodes: { at: string }[] } }>(
    page,
    '{ notifications(first: 1) { nodes { at } } }',
  );
  const [latest] = notifications.nodes;
  if (!latest) return;
  const input = { upTo: latest.at };
  await change(page, 'markNotificationsRead', 'MarkNotificationsReadInput', 'unread', input);
}

export const header = (page: Page) => page.getByRole('banner');

export const bell = (page: Page, unread: number) =>
  header(page).getByRole('button', {
    name: unread > 0 ? `Notifications: ${unread} unread` : 'Notifications',
    exact: true,
  });
