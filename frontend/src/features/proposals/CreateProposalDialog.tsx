import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateProposalDialogMutation } from '@/__generated__/CreateProposalDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { CustomInputs, defaultsOf, requiredRules } from '../fields/CustomInputs';
import { useFields } from '../fields/definitions';
import { toInputs } from '../fields/values';
import { DealPicker } from '../tasks/DealPicker';

interface Props {
  /** The deal it is made on, where that is settled. */
  dealId?: string;
  onClose: () => void;
  onCreated: (id: string) => void;
}

/** A new draft: everything it begins with is the deal's, but for what the company asks of proposals. */
export function CreateProposalDialog({ dealId: settled, onClose, onCreated }: Props) {
  const { t } = useTranslation(['proposals', 'app', 'common']);
  const fields = useFields('PROPOSAL');
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
    initialValues: { dealId: settled ?? '', custom: defaultsOf(fields) },
    validate: {
      dealId: (value) => (value ? null : t('common:edit.required')),
      custom: requiredRules(fields, t('common:edit.required')),
    },
  });
  return (
    <RecordDialog
      title={t('proposals:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ dealId, custom }) => {
        const own = fields.length > 0 && { custom: toInputs(fields, custom) };
        const result = await create({ input: { dealId, ...own } }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createProposal.proposal?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      {settled === undefined && (
        <DealPicker
          label={t('app:field.deal')}
          description={t('proposals:create.dealHint')}
          required
          data-autofocus
          value={form.values.dealId || null}
          error={form.errors.dealId}
          onChange={(dealId) => form.setFieldValue('dealId', dealId ?? '')}
        />
      )}
      <CustomInputs
        fields={fields}
        values={form.values.custom}
        errors={form.errors}
        onChange={(key, value) => form.setFieldValue(`custom.${key}`, value)}
      />
    </RecordDialog>
  );
}
