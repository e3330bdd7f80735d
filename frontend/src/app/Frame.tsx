import { AppShell, Burger, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { GateHost } from '@/features/gate/GateHost';
import { useCell } from '@/relay/store';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { Bell } from './Bell';
import { ConnectionBadge } from './ConnectionBadge';
import { ErrorBoundary } from './ErrorBoundary';
import classes from './Frame.module.css';
import { LiveApprovals } from './LiveApprovals';
import { LiveTasks } from './LiveTasks';
import { Navigation } from './Navigation';
import { OfflineNotice } from './OfflineNotice';
import { overlay } from './overlay';
import { SearchBox } from './SearchBox';
import { useShortcutListener } from './shortcuts';
import { Tips } from './Tips';
import { UserMenu } from './UserMenu';
import { useGlobalActions } from './useGlobalActions';

const LiveFields = lazy(() => import('@/features/fields/LiveFields'));
const LiveNotifications = lazy(() => import('@/features/notifications/LiveNotifications'));
const LiveWins = lazy(() => import('@/features/celebration/LiveWins'));
const Palette = lazy(() => import('./Palette'));
const ShortcutHelp = lazy(() => import('./ShortcutHelp'));

/** Navigation, search and user menu around the page. */
export function Frame() {
  const { t } = useTranslation('app');
  const [opened, { toggle, close }] = useDisclosure();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const open = useCell(overlay);
  useShortcutListener();
  useGlobalActions();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page changes.
  useEffect(close, [path, close]);

  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !opened } }}
      layout="alt"
      classNames={{ navbar: classes.navbar, header: classes.header, main: classes.main }}
    >
      <a href="#main" className={classes.skip}>
        {t('skipToContent')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="sm" wrap="nowrap">
          <Burger opened={opened} onClick={toggle} hiddenFrom="sm" size="sm" aria-label={t('nav.menu')} />
          <SearchBox />
          <Group gap="xs" wrap="nowrap" ml="auto">
            <ConnectionBadge />
            <Bell />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar>
        <Navigation onClose={close} opened={opened} />
      </AppShell.Navbar>
      <AppShell.Main id="main" tabIndex={-1}>
        <OfflineNotice />
        <ErrorBoundary key={path}>
          <Suspense fallback={<SkeletonRows rows={8} header />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      <LiveTasks />
      <LiveApprovals />
      <Tips />
      <GateHost />
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <LiveFields />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <LiveNotifications />
        </Suspense>
      </ErrorBoundary>
      <ErrorBoundary fallback={null}>
        <Suspense fallback={null}>
          <LiveWins />
        </Suspense>
      </ErrorBoundary>
      <Suspense fallback={null}>
        {open.palette > 0 && <Palette opens={open.palette} />}
        {open.help && <ShortcutHelp onClose={() => overlay.set({ ...overlay.get(), help: false })} />}
      </Suspense>
    </AppShell>
  );
}
