import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/nprogress/styles.css';
import '@mantine/spotlight/styles.css';
import './global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { RelayEnvironmentProvider } from 'react-relay/hooks';
import { setUpI18n } from './i18n';
import { environmentCell } from './relay/environment';
import { useCell } from './relay/store';
import { router } from './router';
import { cssVariables, theme } from './theme';

const colorSchemeManager = localStorageColorSchemeManager({ key: 'ds-color-scheme' });

function App() {
  const environment = useCell(environmentCell);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <RelayEnvironmentProvider environment={environment}>
        <Suspense fallback={null}>
          <RouterProvider router={router} />
        </Suspense>
      </RelayEnvironmentProvider>
    </MantineProvider>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await setUpI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
