import { Button, Group, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { WorkspaceForm_workspace$key } from '@/__generated__/WorkspaceForm_workspace.graphql';
import { toast } from '@/app/toasts';
import { toLanguage } from '@/i18n';
import { HINT_BELOW } from '../hintBelow';
import { LANGUAGE_OPTIONS, useCurrencyOptions, useZones } from '../options';
import { Panel } from '../Panel';
import { useIsAdmin } from '../useIsAdmin';
import { useSaveWorkspace } from './useSaveWorkspace';

export function WorkspaceForm({ workspace }: { workspace: WorkspaceForm_workspace$key }) {
  const { t } = useTranslation(['settings', 'common']);
  const admin = useIsAdmin();
  const data = useFragment(
    graphql`
      fragment WorkspaceForm_workspace on Workspace {
        id
        version
        name
        baseCurrency
        locale
        timeZone
        defaultDaysToClose
        historyGraceMinutes
      }
    `,
    workspace,
  );
  const [save, busy] = useSaveWorkspace();
  const zones = useZones(data.timeZone);
  const currencies = useCurrencyOptions();
  const form = useForm({
    initialValues: {
      name: data.name,
      baseCurrency: data.baseCurrency,
      locale: toLanguage(data.locale) ?? data.locale,
      timeZone: data.timeZone,
      defaultDaysToClose: data.defaultDaysToClose,
      historyGraceMinutes: data.historyGraceMinutes,
    },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      defaultDaysToClose: (value) =>
        Number.isFinite(Number(value)) && Number(value) >= 0 ? null : t('settings:invalid.zero'),
      historyGraceMinutes: (value) =>
        Number.isFinite(Number(value)) && Number(value) >= 0 ? null : t('settings:invalid.zero'),
    },
  });
  const submit = form.onSubmit(async (values) => {
    const input = {
      ...values,
      name: values.name.trim(),
      defaultDaysToClose: Number(values.defaultDaysToClose),
      historyGraceMinutes: Number(values.historyGraceMinutes),
      expectedVersion: data.version,
    };
    const result = await save({ input }, { form });
    if (!result.ok) return;
    form.resetDirty();
    toast.success(t('settings:saved'));
  });

  return (
    <Panel title={t('settings:section.workspace')} hint={t('settings:workspace.hint')} readOnly={!admin}>
      <form onSubmit={submit} noValidate>
        <fieldset disabled={!admin} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
          <Stack gap="sm" maw={600}>
            <TextInput label={t('settings:workspace.name')} required {...form.getInputProps('name')} />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <Select
                label={t('settings:workspace.baseCurrency')}
                inputWrapperOrder={HINT_BELOW}
                description={t('settings:workspace.baseCurrencyHint')}
                searchable
                limit={60}
                allowDeselect={false}
                disabled={!admin}
                data={currencies}
                {...form.getInputProps('baseCurrency')}
              />
              <Select
                label={t('settings:workspace.locale')}
                inputWrapperOrder={HINT_BELOW}
                description={t('settings:workspace.localeHint')}
                allowDeselect={false}
                disabled={!admin}
                data={LANGUAGE_OPTIONS}
                {...form.getInputProps('locale')}
              />
              <NumberInput
                label={t('settings:workspace.daysToClose')}
                inputWrapperOrder={HINT_BELOW}
                description={t('settings:workspace.daysToCloseHint')}
                min={0}
                max={3650}
                allowDecimal={false}
                disabled={!admin}
                {...form.getInputProps('defaultDaysToClose')}
              />
              <NumberInput
                label={t('settings:workspace.grace')}
                inputWrapperOrder={HINT_BELOW}
                description={t('settings:workspace.graceHint')}
                min={0}
                max={10080}
                allowDecimal={false}
                disabled={!admin}
                {...form.getInputProps('historyGraceMinutes')}
              />
            </SimpleGrid>
            <Select
              label={t('settings:timeZone')}
              searchable
              limit={80}
              allowDeselect={false}
              disabled={!admin}
              data={zones}
              {...form.getInputProps('timeZone')}
            />
            {admin && (
              <Group>
                <Button type="submit" loading={busy} disabled={!form.isDirty()}>
                  {t('common:action.save')}
                </Button>
              </Group>
            )}
          </Stack>
        </fieldset>
      </form>
    </Panel>
  );
}
