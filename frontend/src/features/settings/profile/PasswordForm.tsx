import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { PasswordFormMutation } from '@/__generated__/PasswordFormMutation.graphql';
import { passwordHint, passwordProblem } from '@/app/password';
import { toast } from '@/app/toasts';
import { useAction } from '@/app/useAction';
import { Panel } from '../Panel';

export function PasswordForm() {
  const { t } = useTranslation(['settings', 'common']);
  const [change, busy] = useAction<PasswordFormMutation>(graphql`
    mutation PasswordFormMutation($input: ChangePasswordInput!) {
      changePassword(input: $input) {
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
    initialValues: { currentPassword: '', newPassword: '', again: '' },
    validate: {
      currentPassword: (value) => (value ? null : t('common:edit.required')),
      newPassword: passwordProblem,
      again: (value, values) => (value === values.newPassword ? null : t('settings:password.differs')),
    },
  });
  const submit = form.onSubmit(async ({ currentPassword, newPassword }) => {
    const result = await change({ input: { currentPassword, newPassword } }, { form });
    if (!result.ok) return;
    form.reset();
    toast.success(t('settings:password.changed'));
  });
  const shared = { visibilityToggleButtonProps: { 'aria-label': t('settings:password.show') } };
  return (
    <Panel title={t('settings:password.title')} hint={t('settings:password.hint')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm" maw={360}>
          <PasswordInput
            {...shared}
            label={t('settings:password.current')}
            autoComplete="current-password"
            required
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            {...shared}
            label={t('settings:password.new')}
            description={passwordHint()}
            autoComplete="new-password"
            required
            {...form.getInputProps('newPassword')}
          />
          <PasswordInput
            {...shared}
            label={t('settings:password.again')}
            autoComplete="new-password"
            required
            {...form.getInputProps('again')}
          />
          <Group>
            <Button type="submit" loading={busy} disabled={!form.isDirty()}>
              {t('settings:password.submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
