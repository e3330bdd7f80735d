import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateProposalDialogMutation } from '@/__generated__/CreateProposalDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { DealPicker } from '../tasks/DealPicker';

interface Props {
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** A new draft: everything it begins with is the deal's. */
export function CreateProposalDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation(['proposals', 'app', 'common']);
  const [create] = useAction<CreateProposalDialogMutation>(graphql`
    mutation CreateProposalDialogMutation($input: CreateProposalInput!) {
      createProposal(input: $input) {
        proposal {
          id
          version
          ...ProposalCells_proposal
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { dealId: '' },
    validate: { dealId: (value) => (value ? null : t('common:edit.required')) },
  });
  return (
    <RecordDialog
      title={t('proposals:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ dealId }) => {
        const result = await create({ input: { dealId } }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createProposal.proposal?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      <DealPicker
        label={t('app:field.deal')}
        description={t('proposals:create.dealHint')}
        required
        data-autofocus
        value={form.values.dealId || null}
        error={form.errors.dealId}
        onChange={(dealId) => form.setFieldValue('dealId', dealId ?? '')}
      />
    </RecordDialog>
  );
}
