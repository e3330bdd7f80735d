import { useForm } from '@mantine/form';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment, useRelayEnvironment } from 'react-relay/hooks';
import type { FilesDialog_contract$key } from '@/__generated__/FilesDialog_contract.graphql';
import { reportUserErrors } from '@/app/errors';
import { offerUndo } from '@/app/undo';
import { versionOf } from '@/relay/versionOf';
import { ConflictNotice } from '@/ui/ConflictNotice';
import type { SaveResult } from '@/ui/InlineEdit';
import { RecordDialog } from '@/ui/RecordDialog';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { type ConflictError, saveMerging } from '../records/merge';
import { type Choice, choicesOf, namesOf } from './chosen';
import { FilesField } from './FilesField';
import { useUpdateContract } from './useUpdateContract';

interface Props {
  contract: FilesDialog_contract$key;
  onClose: () => void;
}

/** Files as a change tells them: "Contract.pdf (2), Annex.pdf (1)". */
function namesIn(told: unknown): string | undefined {
  return Array.isArray(told) && told.length > 0 ? told.join(', ') : undefined;
}

/** Which files are in a draft, and in what order. Saving pins the newest version of each. */
export function FilesDialog({ contract, onClose }: Props) {
  const { t } = useTranslation(['contracts', 'common']);
  const environment = useRelayEnvironment();
  const data = useFragment(
    graphql`
      fragment FilesDialog_contract on ContractPackage {
        id
        version
        name
        deal {
          id
        }
        files {
          file {
            id
            name
          }
          version {
            number
            size
            mediaType
          }
        }
      }
    `,
    contract,
  );
  const { id, name, deal } = data;
  const update = useUpdateContract(id);
  // As it was when the dialog was opened: what others change meanwhile is a clash, not a surprise.
  const [before] = useState(() => ({
    version: data.version,
    known: data.files.map(({ file, version }): Choice => ({ ...file, ...version })),
  }));
  const [clash, setClash] = useState<ConflictError>();
  const ids = before.known.map((choice) => choice.id);
  const form = useForm<{ fileIds: string[] }>({
    initialValues: { fileIds: ids },
    validate: { fileIds: (value) => (value.length > 0 ? null : t('contracts:pick.needed')) },
  });

  const undo = async () => {
    const result = await update({ fileIds: ids }, versionOf(environment, id));
    if (!result.ok) reportUserErrors(result.errors);
    return result.ok;
  };
  const save = async (fileIds: string[]): Promise<SaveResult> => {
    const version = clash?.currentVersion ?? before.version;
    const result = await saveMerging('files', version, (expected) => update({ fileIds }, expected));
    if (result.ok) {
      offerUndo({ message: t('contracts:pick.done', { name }), undo });
      return { ok: true };
    }
    if (!('clash' in result)) return result;
    setClash(result.clash);
    // It is told in the dialog, where it can be answered.
    return { ok: false, errors: [] };
  };
  const theirs = clash?.changed.find(({ field }) => field === 'files');
  return (
    <RecordDialog
      title={t('contracts:pick.title', { name })}
      form={form}
      submitLabel={t(clash ? 'common:conflict.keepMine' : 'common:action.save')}
      onClose={onClose}
      onSubmit={({ fileIds }) => save(fileIds)}
    >
      <Suspense fallback={<SkeletonRows rows={4} />}>
        <FilesField
          dealId={deal.id}
          known={before.known}
          value={form.values.fileIds}
          error={form.errors.fileIds}
          onChange={(fileIds) => {
            form.setFieldValue('fileIds', fileIds);
            form.clearFieldError('fileIds');
          }}
        />
      </Suspense>
      {clash && (
        <ConflictNotice
          field={t('contracts:files')}
          who={clash.changedBy?.name}
          mine={namesOf(choicesOf(form.values.fileIds, before.known))}
          theirs={null}
          theirsLabel={namesIn(theirs?.after) ?? t('contracts:pick.otherFiles')}
          onTakeTheirs={onClose}
          onKeepMine={async () => {
            const result = await save(form.getValues().fileIds);
            if (result.ok) onClose();
            else reportUserErrors(result.errors, form);
          }}
        />
      )}
    </RecordDialog>
  );
}
