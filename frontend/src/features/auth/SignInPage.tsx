import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Navigate, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { SignInPageMutation } from '@/__generated__/SignInPageMutation.graphql';
import type { SignInPageQuery } from '@/__generated__/SignInPageQuery.graphql';
import { fieldOf, userErrorText } from '@/app/errors';
import { useAction } from '@/app/useAction';
import { resetEnvironment } from '@/relay/environment';
import { AuthLayout } from './AuthLayout';

const FIELDS = ['email', 'password'];

export default function SignInPage() {
  const { t } = useTranslation('auth');
  const { next } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const [refusal, setRefusal] = useState<string>();
  const data = useLazyLoadQuery<SignInPageQuery>(
    graphql`
      query SignInPageQuery {
        setup {
          needed
        }
        viewer {
          id
        }
      }
    `,
    {},
    { fetchPolicy: 'network-only' },
  );
  const [signIn, busy] = useAction<SignInPageMutation>(graphql`
    mutation SignInPageMutation($input: SignInInput!) {
      signIn(input: $input) {
        viewer {
          id
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (/^\S+@\S+$/.test(value.trim()) ? null : t('error.email')),
      password: (value) => (value === '' ? t('error.password') : null),
    },
  });

  const submit = form.onSubmit(async ({ email, password }) => {
    setRefusal(undefined);
    const result = await signIn(
      { input: { email: email.trim(), password } },
      {
        onRefused: (errors) => {
          for (const error of errors) {
            const field = fieldOf(error.path);
            // "Wrong e-mail or password" is about both, so it stands above the form.
            if (FIELDS.includes(field) && error.code !== 'WRONG_PASSWORD')
              form.setFieldError(field, userErrorText(error));
            else setRefusal(userErrorText(error));
          }
        },
      },
    );
    if (!result.ok) return;
    resetEnvironment('signedIn');
    if (next) router.history.push(next);
    else void navigate({ to: '/board' });
  });

  if (data.setup.needed) return <Navigate to="/set-up" replace />;
  if (data.viewer) return <Navigate to="/board" replace />;
  return (
    <AuthLayout title={t('signIn.title')} subtitle={t('signIn.subtitle')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {refusal && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <TextInput
            label={t('field.email')}
            type="email"
            autoComplete="username"
            autoFocus
            required
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('field.password')}
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
            {...form.getInputProps('password')}
          />
          <Button type="submit" size="md" loading={busy} mt="xs">
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </AuthLayout>
  );
}
