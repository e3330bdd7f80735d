import { MantineProvider } from '@mantine/core';
import { render } from '@testing-library/react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { I18nextProvider, initReactI18next } from 'react-i18next';
import { RelayEnvironmentProvider } from 'react-relay/hooks';
import { createMockEnvironment, type MockEnvironment } from 'relay-test-utils';
import app from '@/i18n/en/app.json';
import common from '@/i18n/en/common.json';
import { theme } from '@/theme';

if (!i18next.isInitialized) {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en: { common, app } },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
}

/** Renders with the house's providers and English texts; gives the Relay mock back. */
export function renderUi(ui: ReactNode, environment: MockEnvironment = createMockEnvironment()) {
  const result = render(
    <I18nextProvider i18n={i18next}>
      <MantineProvider theme={theme} env="test">
        <RelayEnvironmentProvider environment={environment}>{ui}</RelayEnvironmentProvider>
      </MantineProvider>
    </I18nextProvider>,
  );
  return { ...result, environment };
}
