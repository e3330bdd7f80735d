import { Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { TeamDialogCreateMutation } from '@/__generated__/TeamDialogCreateMutation.graphql';
import type { TeamDialogUpdateMutation } from '@/__generated__/TeamDialogUpdateMutation.graphql';
import { useAction } from '@/app/useAction';
import { UserPicker } from '@/ui/pickers';
import { RecordDialog } from '@/ui/RecordDialog';
import { pickerProps } from '../../records/pickerProps';
import type { Team } from './Teams';
import { withDescendants } from './tree';

interface Props {
  teams: readonly Team[];
  /** Absent for a new one. */
  team?: Team;
  parentId?: string;
  onClose: () => void;
  onSaved: () => void;
}

export function TeamDialog({ teams, team, parentId, onClose, onSaved }: Props) {
  const { t } = useTranslation(['settings', 'common']);
  const [create] = useAction<TeamDialogCreateMutation>(graphql`
    mutation TeamDialogCreateMutation($input: CreateTeamInput!) {
      createTeam(input: $input) {
        team {
          id
          version
          name
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const [update] = useAction<TeamDialogUpdateMutation>(graphql`
    mutation TeamDialogUpdateMutation($input: UpdateTeamInput!) {
      updateTeam(input: $input) {
        team {
          id
          version
          name
          parent {
            id
          }
          manager {
            id
            name
          }
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: {
      name: team?.name ?? '',
      parentId: (team ? (team.parent?.id ?? null) : (parentId ?? null)) as string | null,
      managerId: (team?.manager?.id ?? null) as string | null,
    },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  // A team cannot hang below itself.
  const own = team ? withDescendants(teams, team.id) : new Set<string>();

  return (
    <RecordDialog
      title={team ? t('settings:teams.edit', { name: team.name }) : t('settings:teams.new')}
      form={form}
      size="md"
      submitLabel={team ? t('common:action.save') : t('common:action.create')}
      onClose={onClose}
      onSubmit={async (values) => {
        const fields = { ...values, name: values.name.trim() };
        const quiet = { onRefused: () => undefined };
        const result = team
          ? await update({ input: { id: team.id, ...fields, expectedVersion: team.version } }, quiet)
          : await create({ input: fields }, quiet);
        if (result.ok) onSaved();
        return result;
      }}
    >
      <TextInput label={t('settings:teams.name')} required data-autofocus {...form.getInputProps('name')} />
      <Select
        label={t('settings:teams.parent')}
        description={t('settings:teams.parentHint')}
        clearable
        searchable
        data={teams.filter(({ id }) => !own.has(id)).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('parentId')}
      />
      <UserPicker
        label={t('settings:teams.manager')}
        description={t('settings:teams.managerHint')}
        {...pickerProps(form, 'managerId')}
      />
    </RecordDialog>
  );
}
