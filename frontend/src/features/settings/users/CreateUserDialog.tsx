import { Select, SimpleGrid, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateUserDialogMutation, Role } from '@/__generated__/CreateUserDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { HINT_BELOW } from '../hintBelow';
import type { Option } from '../options';
import { SecretDialog } from '../SecretDialog';
import { ROLES } from './UserTable';

interface Props {
  teams: readonly Option[];
  onClose: () => void;
  onCreated: () => void;
}

/** Creates a person; the server makes up a password, which is shown this once. */
export function CreateUserDialog({ teams, onClose, onCreated }: Props) {
  const { t } = useTranslation(['settings', 'app', 'common']);
  const done = useRef(false);
  const [made, setMade] = useState<{ name: string; password: string }>();
  const [create] = useAction<CreateUserDialogMutation>(graphql`
    mutation CreateUserDialogMutation($input: CreateUserInput!) {
      createUser(input: $input) {
        user {
          id
          version
          name
        }
        password
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { name: '', email: '', role: 'REP' as Role, teamId: null as string | null },
    validate: {
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      email: (value) => (/^[^\s@]+@[^\s@]+$/.test(value.trim()) ? null : t('settings:invalid.email')),
    },
  });

  if (made) {
    return (
      <SecretDialog
        title={t('settings:users.made', { name: made.name })}
        label={t('settings:users.password')}
        secret={made.password}
        onClose={onClose}
      />
    );
  }
  return (
    <RecordDialog
      title={t('settings:users.new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={() => {
        // The form also closes when it succeeded; then the password takes its place.
        if (!done.current) onClose();
      }}
      onSubmit={async (values) => {
        const result = await create(
          { input: { ...values, name: values.name.trim(), email: values.email.trim() } },
          { onRefused: () => undefined },
        );
        if (!result.ok) return result;
        onCreated();
        const { password } = result.data.createUser;
        if (password) {
          done.current = true;
          setMade({ name: values.name.trim(), password });
        }
        return result;
      }}
    >
      <TextInput
        label={t('settings:users.name')}
        required
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <TextInput
        label={t('settings:users.email')}
        type="email"
        required
        autoComplete="off"
        {...form.getInputProps('email')}
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Select
          label={t('settings:users.role')}
          inputWrapperOrder={HINT_BELOW}
          description={t(`settings:users.roleHint.${form.values.role}`)}
          allowDeselect={false}
          data={ROLES.map((role) => ({ value: role, label: t(`app:role.${role}`) }))}
          {...form.getInputProps('role')}
        />
        <Select
          label={t('settings:users.team')}
          inputWrapperOrder={HINT_BELOW}
          description={t('settings:users.teamHint')}
          clearable
          data={[...teams]}
          {...form.getInputProps('teamId')}
        />
      </SimpleGrid>
    </RecordDialog>
  );
}
