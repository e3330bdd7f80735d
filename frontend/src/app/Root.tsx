import { DatesProvider } from '@mantine/dates';
import { ModalsProvider } from '@mantine/modals';
import { Notifications } from '@mantine/notifications';
import { NavigationProgress, nprogress } from '@mantine/nprogress';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorBoundary } from './ErrorBoundary';

/** Thin bar on top while the next page's code and data come in; the old page stays on screen. */
function Progress() {
  const loading = useRouterState({ select: (state) => state.isLoading });
  useEffect(() => {
    if (!loading) return;
    const timer = setTimeout(() => nprogress.start(), 150);
    return () => {
      clearTimeout(timer);
      nprogress.complete();
    };
  }, [loading]);
  return <NavigationProgress size={2} aria-hidden />;
}

export function Root() {
  const { t, i18n } = useTranslation();
  return (
    <DatesProvider settings={{ locale: i18n.language, firstDayOfWeek: i18n.language === 'en' ? 0 : 1 }}>
      <ModalsProvider labels={{ confirm: t('action.confirm'), cancel: t('action.cancel') }}>
        <Progress />
        <Notifications position="bottom-right" limit={4} zIndex={1000} />
        <ErrorBoundary>
          <Suspense fallback={null}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </ModalsProvider>
    </DatesProvider>
  );
}
