import { Button, Divider, PasswordInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Navigate, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { SetUpPageMutation } from '@/__generated__/SetUpPageMutation.graphql';
import type { SetUpPageQuery } from '@/__generated__/SetUpPageQuery.graphql';
import { passwordHint, passwordProblem } from '@/app/password';
import { useAction } from '@/app/useAction';
import { resetEnvironment } from '@/relay/environment';
import { AuthLayout } from './AuthLayout';

/** What most workspaces count in comes first. */
const USUAL_CURRENCIES = ['EUR', 'USD', 'GBP', 'CZK', 'PLN', 'CHF'];

function currencyOptions(language: string) {
  const names = new Intl.DisplayNames(language, { type: 'currency' });
  const codes = new Set([...USUAL_CURRENCIES, ...Intl.supportedValuesOf('currency')]);
  return [...codes].map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` }));
}

function zoneOptions(own: string): string[] {
  return [...new Set([own, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}

/** First start: names the workspace and makes its first administrator. */
export default function SetUpPage() {
  const { t, i18n } = useTranslation('auth');
  const navigate = useNavigate();
  const { setup } = useLazyLoadQuery<SetUpPageQuery>(
    graphql`
      query SetUpPageQuery {
        setup {
          needed
        }
      }
    `,
    {},
    { fetchPolicy: 'network-only' },
  );
  const [setUp, busy] = useAction<SetUpPageMutation>(graphql`
    mutation SetUpPageMutation($input: SetUpWorkspaceInput!) {
      setUpWorkspace(input: $input) {
        viewer {
          id
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
  const zones = useMemo(() => zoneOptions(ownZone), [ownZone]);
  const currencies = useMemo(() => currencyOptions(i18n.language), [i18n.language]);
  const filled = (value: string | null) => (value?.trim() ? null : t('error.required'));
  const form = useForm({
    initialValues: {
      workspaceName: '',
      baseCurrency: 'EUR',
      timeZone: ownZone,
      adminName: '',
      adminEmail: '',
      password: '',
    },
    validate: {
      workspaceName: filled,
      baseCurrency: filled,
      timeZone: filled,
      adminName: filled,
      adminEmail: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t('error.email')),
      password: passwordProblem,
    },
  });

  const submit = form.onSubmit(async (values) => {
    const input = {
      ...values,
      workspaceName: values.workspaceName.trim(),
      adminName: values.adminName.trim(),
      adminEmail: values.adminEmail.trim(),
    };
    const result = await setUp({ input }, { form });
    if (!result.ok) return;
    resetEnvironment('signedIn');
    void navigate({ to: '/board' });
  });

  if (!setup.needed) return <Navigate to="/sign-in" replace />;
  return (
    <AuthLayout title={t('setUp.title')} subtitle={t('setUp.subtitle')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <TextInput
            label={t('field.workspaceName')}
            placeholder={t('field.workspaceNameExample')}
            autoComplete="organization"
            autoFocus
            required
            {...form.getInputProps('workspaceName')}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <Select
              label={t('field.baseCurrency')}
              description={t('field.baseCurrencyHint')}
              searchable
              allowDeselect={false}
              required
              limit={60}
              data={currencies}
              {...form.getInputProps('baseCurrency')}
            />
            <Select
              label={t('field.timeZone')}
              description={t('field.timeZoneHint')}
              searchable
              allowDeselect={false}
              required
              limit={60}
              data={zones}
              {...form.getInputProps('timeZone')}
            />
          </SimpleGrid>
          <Divider my="xs" label={t('setUp.admin')} labelPosition="left" />
          <TextInput
            label={t('field.name')}
            autoComplete="name"
            required
            {...form.getInputProps('adminName')}
          />
          <TextInput
            label={t('field.email')}
            type="email"
            autoComplete="username"
            required
            {...form.getInputProps('adminEmail')}
          />
          <PasswordInput
            label={t('field.password')}
            description={passwordHint()}
            autoComplete="new-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" loading={busy} mt="xs">
            {t('setUp.submit')}
          </Button>
        </Stack>
      </form>
    </AuthLayout>
  );
}
