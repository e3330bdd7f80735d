import { Code, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateKeyDialogMutation } from '@/__generated__/CreateKeyDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { DateInput } from '@/ui/DateInput';
import { RecordDialog } from '@/ui/RecordDialog';
import { SecretDialog } from '../SecretDialog';
import classes from '../Settings.module.css';

interface Props {
  onClose: () => void;
  onCreated: () => void;
}

function curl(secret: string): string {
  return [
    `curl ${location.origin}/graphql \\`,
    `  -H "Authorization: Bearer ${secret}" \\`,
    '  -H "Content-Type: application/json" \\',
    `  -d '{"query":"{ viewer { name } deals(first: 5) { nodes { id name } } }"}'`,
  ].join('\n');
}

/** Names a key, then shows its secret this once. */
export function CreateKeyDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const done = useRef(false);
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const [create] = useAction<CreateKeyDialogMutation>(graphql`
    mutation CreateKeyDialogMutation($input: CreateApiKeyInput!) {
      createApiKey(input: $input) {
        apiKey {
          id
          name
        }
        secret
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { name: '', expiresAt: null as string | null },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });

  if (made) {
    return (
      <SecretDialog
        title={t('settings:keys.made', { name: made.name })}
        label={t('settings:keys.secret')}
        secret={made.secret}
        onClose={onClose}
      >
        <Stack gap={4}>
          <Text size="sm" fw={600}>
            {t('settings:keys.try')}
          </Text>
          <Code block className={classes.code}>
            {curl(made.secret)}
          </Code>
        </Stack>
      </SecretDialog>
    );
  }
  return (
    <RecordDialog
      title={t('settings:keys.new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={() => {
        // The form also closes when it succeeded; then the secret takes its place.
        if (!done.current) onClose();
      }}
      onSubmit={async ({ name, expiresAt }) => {
        const result = await create(
          { input: { name: name.trim(), expiresAt: expiresAt ? `${expiresAt}T23:59:59Z` : null } },
          { onRefused: () => undefined },
        );
        const payload = result.ok ? result.data.createApiKey : undefined;
        if (payload?.secret) {
          done.current = true;
          setMade({ name: payload.apiKey?.name ?? name, secret: payload.secret });
          onCreated();
        }
        return result;
      }}
    >
      <TextInput
        label={t('settings:keys.name')}
        description={t('settings:keys.nameHint')}
        required
        data-autofocus
        {...form.getInputProps('name')}
      />
      <DateInput
        label={t('settings:keys.expires')}
        description={t('settings:keys.expiresHint')}
        clearable
        minDate={new Date()}
        {...form.getInputProps('expiresAt')}
      />
    </RecordDialog>
  );
}
