import { Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from 'react-relay/hooks';
import type { CreateContractDialogMutation } from '@/__generated__/CreateContractDialogMutation.graphql';
import { useAction } from '@/app/useAction';
import { RecordDialog } from '@/ui/RecordDialog';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { DealPicker } from '../tasks/DealPicker';
import { FilesField } from './FilesField';

interface Props {
  /** Absent where it is still to be chosen. */
  dealId?: string;
  onClose: () => void;
  onCreated: (id: string) => void;
}

interface Values extends Record<string, unknown> {
  dealId: string;
  name: string;
  note: string;
  fileIds: string[];
}

/** A new package: a draft with files of the deal, each in its newest version. */
export function CreateContractDialog({ dealId, onClose, onCreated }: Props) {
  const { t } = useTranslation(['contracts', 'app', 'common']);
  const [create] = useAction<CreateContractDialogMutation>(graphql`
    mutation CreateContractDialogMutation($input: CreateContractPackageInput!) {
      createContractPackage(input: $input) {
        contractPackage {
          id
          version
          ...ContractCells_contract
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm<Values>({
    initialValues: { dealId: dealId ?? '', name: '', note: '', fileIds: [] },
    validate: {
      dealId: (value) => (value ? null : t('common:edit.required')),
      name: (value) => (value.trim() ? null : t('common:edit.required')),
      fileIds: (value) => (value.length > 0 ? null : t('contracts:pick.needed')),
    },
  });
  const { values } = form;
  return (
    <RecordDialog
      title={t('contracts:new')}
      form={form}
      submitLabel={t('common:action.create')}
      onClose={onClose}
      onSubmit={async ({ name, note, ...rest }) => {
        const input = { ...rest, name: name.trim(), note: note.trim() || null };
        const result = await create({ input }, { onRefused: () => undefined });
        const id = result.ok ? result.data.createContractPackage.contractPackage?.id : undefined;
        // After the dialog has closed: closing changes the address, and so does opening the record.
        if (id) setTimeout(() => onCreated(id));
        return result;
      }}
    >
      {!dealId && (
        <DealPicker
          label={t('app:field.deal')}
          description={t('contracts:create.dealHint')}
          required
          data-autofocus
          value={values.dealId || null}
          error={form.errors.dealId}
          onChange={(next) => {
            form.setFieldValue('dealId', next ?? '');
            // Files of another deal cannot be in it.
            form.setFieldValue('fileIds', []);
          }}
        />
      )}
      <TextInput
        label={t('app:field.name')}
        required
        {...(dealId && { 'data-autofocus': true })}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={t('app:field.note')}
        description={t('contracts:create.noteHint')}
        autosize
        minRows={2}
        maxRows={8}
        {...form.getInputProps('note')}
      />
      {values.dealId && (
        <Suspense fallback={<SkeletonRows rows={3} />}>
          <FilesField
            key={values.dealId}
            dealId={values.dealId}
            value={values.fileIds}
            error={form.errors.fileIds}
            onChange={(ids) => {
              form.setFieldValue('fileIds', ids);
              form.clearFieldError('fileIds');
            }}
          />
        </Suspense>
      )}
    </RecordDialog>
  );
}
