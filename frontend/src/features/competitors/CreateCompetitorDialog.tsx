import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateCompetitorDialogMutation } from '@/__generated__/CreateCompetitorDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';

interface Props {
  onClose: () => void;
  onCreated: (id: string) => void;
}

const text = (value: string) => value.trim() || null;

export function CreateCompetitorDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['competitors', 'app', 'common']);
  const [create] = useAction<CreateCompetitorDialogMutation>(graphql`
    mutation CreateCompetitorDialogMutation($input: CreateCompetitorInput!) {
      createCompetitor(input: $input) {
        competitor {
          id
          version
          ...CompetitorCells_competitor
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { name: '', website: '', strengths: '', weaknesses: '' },
    validate: { name: (value) => (value.trim() ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('competitors:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ name, website, strengths, weaknesses }) => {
        const input = {
          name: name.trim(),
          website: text(website),
          strengths: text(strengths),
          weaknesses: text(weaknesses),
        };
        const result = await create({ input }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createCompetitor.competitor?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      <TextInput label={t('app:field.name')} required data-autofocus {...form.getInputProps('name')} />
      <TextInput label={t('app:field.website')} type="url" {...form.getInputProps('website')} />
      {(['strengths', 'weaknesses'] as const).map((field) => (
        <Textarea
          key={field}
          label={t(`app:field.${field}`)}
          autosize
          minRows={2}
          maxRows={8}
          {...form.getInputProps(field)}
        />
      ))}
    </RecordDialog>
  );
}
