import { Button, Group, Text } from '@mantine/core';
import { notifications, notificationsStore } from '@mantine/notifications';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import i18next from 'i18next';
import type { ReactNode } from 'react';

export interface ToastOptions {
  /** Replaces a toast of the same id instead of stacking up. */
  id?: string;
  /** A second line, smaller. */
  detail?: string;
  action?: { label: string; run: () => void };
  /** Milliseconds, or false to stay. Success and info leave after 4 s, errors stay. */
  duration?: number | false;
}

type Kind = 'success' | 'info' | 'error';

const LOOK: Record<Kind, { color: string; icon: ReactNode; duration: number | false }> = {
  success: { color: 'petrol', icon: <IconCheck size={18} />, duration: 4_000 },
  info: { color: 'amber', icon: <IconInfoCircle size={18} />, duration: 4_000 },
  error: { color: 'red', icon: <IconAlertTriangle size={18} />, duration: false },
};

let counter = 0;

function show(kind: Kind, message: string, { id, detail, action, duration }: ToastOptions = {}): string {
  counter += 1;
  const key = id ?? `toast-${counter}`;
  const look = LOOK[kind];
  notifications.hide(key);
  notifications.show({
    id: key,
    color: look.color,
    icon: look.icon,
    autoClose: duration ?? look.duration,
    closeButtonProps: { 'aria-label': i18next.t('common:action.close') },
    role: kind === 'error' ? 'alert' : 'status',
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <div>
          <Text size="sm">{message}</Text>
          {detail && (
            <Text size="xs" c="dimmed">
              {detail}
            </Text>
          )}
        </div>
        {action && (
          <Button
            size="compact-sm"
            flex="none"
            variant="light"
            onClick={() => {
              notifications.hide(key);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </Group>
    ),
  });
  return key;
}

/** Short messages, bottom right, at most four. Never for what is visible anyway. */
export const toast = {
  success: (message: string, options?: ToastOptions) => show('success', message, options),
  info: (message: string, options?: ToastOptions) => show('info', message, options),
  error: (message: string, options?: ToastOptions) => show('error', message, options),
  hide: (id: string) => notifications.hide(id),
  /** Whether it stands there, or waits for room. */
  shows: (id: string) => {
    const { notifications: shown, queue } = notificationsStore.getState();
    return [...shown, ...queue].some((one) => one.id === id);
  },
};
