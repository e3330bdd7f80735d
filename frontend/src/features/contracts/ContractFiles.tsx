import { Alert, Button } from '@mantine/core';
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractFiles_contract$key } from '@/__generated__/ContractFiles_contract.graphql';
import { reportUserErrors } from '@/app/errors';
import { useOpenFile } from '../files/useOpenFile';
import classes from './Contracts.module.css';
import { PinnedFiles } from './PinnedFiles';
import { useUpdateContract } from './useUpdateContract';

interface Props {
  contract: ContractFiles_contract$key;
  readOnly: boolean;
  onEdit: () => void;
}

/** What is to be signed. Of a draft the files can be changed, and their newest versions taken. */
export function ContractFiles({ contract, readOnly, onEdit }: Props) {
  const { t } = useTranslation('contracts');
  const [open, setOpen] = useOpenFile();
  const [busy, setBusy] = useState(false);
  const data = useFragment(
    graphql`
      fragment ContractFiles_contract on ContractPackage {
        id
        version
        status
        files {
          isLatest
          file {
            id
          }
        }
        ...PinnedFiles_contract
      }
    `,
    contract,
  );
  const update = useUpdateContract(data.id);
  const outdated = data.files.filter(({ isLatest }) => !isLatest).length;
  const takeNewest = async () => {
    setBusy(true);
    const result = await update({ fileIds: data.files.map(({ file }) => file.id) }, data.version);
    setBusy(false);
    if (!result.ok) reportUserErrors(result.errors);
  };
  return (
    <>
      {!readOnly && (
        <div className={classes.heading}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconListDetails size={16} aria-hidden />}
            onClick={onEdit}
          >
            {t('pick.open')}
          </Button>
        </div>
      )}
      {outdated > 0 && (
        <Alert color="amber" mb="xs" title={t('outdated', { count: outdated })}>
          {readOnly ? (
            t(data.status === 'SIGNED' ? 'outdatedSigned' : 'outdatedLocked')
          ) : (
            <Button
              size="compact-sm"
              loading={busy}
              leftSection={<IconRefresh size={15} aria-hidden />}
              onClick={() => void takeNewest()}
            >
              {t('takeNewest')}
            </Button>
          )}
        </Alert>
      )}
      <PinnedFiles contract={data} label={t('files')} open={open} onOpen={setOpen} />
    </>
  );
}
