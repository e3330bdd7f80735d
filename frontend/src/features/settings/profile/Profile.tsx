import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql, useLazyLoadQuery } from 'react-relay/hooks';
import type { ProfileMutation } from '@/__generated__/ProfileMutation.graphql';
import type { ProfileQuery } from '@/__generated__/ProfileQuery.graphql';
import { toast } from '@/app/toasts';
import { useAction } from '@/app/useAction';
import { changeLanguage, toLanguage } from '@/i18n';
import { LANGUAGE_OPTIONS, useZones } from '../options';
import { Panel } from '../Panel';
import { PasswordForm } from './PasswordForm';

/** What everybody sets for themselves. */
export default function Profile() {
  const { t, i18n } = useTranslation(['settings', 'app', 'common']);
  const { viewer } = useLazyLoadQuery<ProfileQuery>(
    graphql`
      query ProfileQuery {
        viewer {
          id
          version
          name
          email
          role
          locale
          timeZone
          team {
            id
            name
          }
        }
      }
    `,
    {},
    { fetchPolicy: 'store-and-network' },
  );
  const [save, busy] = useAction<ProfileMutation>(graphql`
    mutation ProfileMutation($input: UpdateViewerInput!) {
      updateViewer(input: $input) {
        viewer {
          id
          version
          name
          locale
          timeZone
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const zones = useZones(viewer?.timeZone ?? 'UTC');
  const form = useForm({
    initialValues: {
      name: viewer?.name ?? '',
      locale: toLanguage(viewer?.locale) ?? toLanguage(i18n.language) ?? 'en',
      timeZone: viewer?.timeZone ?? 'UTC',
    },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  if (!viewer) return null;

  const submit = form.onSubmit(async (values) => {
    const input = { ...values, name: values.name.trim(), expectedVersion: viewer.version };
    const result = await save({ input }, { form });
    if (!result.ok) return;
    await changeLanguage(values.locale);
    form.resetDirty();
    toast.success(i18n.t('settings:saved'));
  });

  return (
    <>
      <Panel title={t('settings:section.profile')} hint={t('settings:profile.hint')}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm" maw={560}>
            <TextInput
              label={t('settings:profile.name')}
              required
              autoComplete="name"
              {...form.getInputProps('name')}
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select
                label={t('app:field.language')}
                allowDeselect={false}
                data={LANGUAGE_OPTIONS}
                {...form.getInputProps('locale')}
              />
              <Select
                label={t('settings:timeZone')}
                searchable
                limit={80}
                allowDeselect={false}
                data={zones}
                {...form.getInputProps('timeZone')}
              />
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              {viewer.email} · {t(`app:role.${viewer.role}`)}
              {viewer.team && ` · ${viewer.team.name}`}
            </Text>
            <Group>
              <Button type="submit" loading={busy} disabled={!form.isDirty()}>
                {t('common:action.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Panel>
      <PasswordForm />
    </>
  );
}
