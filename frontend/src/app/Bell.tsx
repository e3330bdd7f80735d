import { ActionIcon, Indicator, Popover, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs';
import { Link, useNavigate, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationPanel, unreadNotifications } from '@/features/notifications/state';
import { useCell } from '@/relay/store';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ErrorBoundary } from './ErrorBoundary';

const NotificationPanel = lazy(() => import('@/features/notifications/NotificationPanel'));

const close = () => notificationPanel.set(false);

/** Escape closes the panel, wherever the keyboard is; first, though, a list that is open in it. */
function useEscape(opened: boolean): void {
  useEffect(() => {
    if (!opened) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      if (event.target instanceof Element && event.target.matches('input[aria-expanded="true"]')) return;
      event.preventDefault();
      close();
    };
    // Before the list closes: afterwards nothing tells that it was open.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [opened]);
}

/** How many things one was told and has not read; opens the newest. On a phone it leads to their page. */
export function Bell() {
  const { t } = useTranslation('app');
  const unread = useCell(unreadNotifications);
  const opened = useCell(notificationPanel);
  const phone = useMediaQuery('(max-width: 48em)') ?? false;
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the panel closes when the page changes.
  useEffect(close, [path]);
  useEscape(opened);
  const navigate = useNavigate();
  useEffect(() => {
    if (!phone || !opened) return;
    close();
    void navigate({ to: '/notifications', search: {} });
  }, [phone, opened, navigate]);

  const label = unread > 0 ? t('bell.unread', { count: unread }) : t('bell.label');
  const button = {
    size: 36,
    radius: 'xl',
    'aria-label': label,
    'data-tip': opened ? undefined : label,
  } as const;
  const bell = (
    <Indicator
      label={unread > 99 ? '99+' : unread}
      size={17}
      offset={3}
      disabled={unread === 0}
      color="amber.4"
      styles={{ indicator: { color: '#3a2502', fontWeight: 700, pointerEvents: 'none' } }}
      aria-hidden
    >
      <IconBell size={20} stroke={1.7} style={{ display: 'block' }} />
    </Indicator>
  );

  if (phone) {
    return (
      <ActionIcon {...button} renderRoot={(props) => <Link {...props} to="/notifications" search={{}} />}>
        {bell}
      </ActionIcon>
    );
  }
  return (
    <Popover
      opened={opened}
      onChange={(next) => notificationPanel.set(next)}
      position="bottom-end"
      width={432}
      shadow="lg"
      radius="lg"
      closeOnEscape={false}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <ActionIcon {...button} onClick={() => notificationPanel.set(!opened)}>
          {bell}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        {/* The keyboard waits here until the lines have come. */}
        <Stack gap={0} tabIndex={-1} data-autofocus style={{ outline: 'none' }}>
          <ErrorBoundary>
            <Suspense fallback={<SkeletonRows rows={5} height={52} header />}>
              <NotificationPanel onClose={close} />
            </Suspense>
          </ErrorBoundary>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
