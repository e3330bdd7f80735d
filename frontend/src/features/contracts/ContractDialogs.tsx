import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractDialogs_contract$key } from '@/__generated__/ContractDialogs_contract.graphql';
import { SubmitDialog } from '../approvals/SubmitDialog';
import { CancelDialog } from './CancelDialog';
import { FilesDialog } from './FilesDialog';
import { useContractActions } from './useContractActions';

const SignDialog = lazy(() => import('./SignDialog'));

interface Props {
  contract: ContractDialogs_contract$key;
  /** From the address; what is not allowed now opens nothing. */
  dialog: string | undefined;
  onClose: () => void;
}

/** The package's dialogs; which one is open stands in the address. */
export function ContractDialogs({ contract, dialog, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const data = useFragment(
    graphql`
      fragment ContractDialogs_contract on ContractPackage {
        id
        name
        actions
        deal {
          id
        }
        files {
          isLatest
        }
        ...FilesDialog_contract
      }
    `,
    contract,
  );
  const { id, name } = data;
  const { submit } = useContractActions(id);
  const outdated = data.files.some(({ isLatest }) => !isLatest);
  switch (data.actions.find((action) => action.toLowerCase() === dialog)) {
    case 'EDIT':
      return <FilesDialog contract={data} onClose={onClose} />;
    case 'SUBMIT':
      return (
        <SubmitDialog
          kind="contracts"
          name={name}
          warning={outdated && t('submit.outdated')}
          submit={submit}
          onClose={onClose}
        />
      );
    case 'SIGN':
      return (
        <Suspense fallback={null}>
          <SignDialog id={id} name={name} dealId={data.deal.id} onClose={onClose} />
        </Suspense>
      );
    case 'CANCEL':
      return <CancelDialog id={id} name={name} onClose={onClose} />;
    default:
      return null;
  }
}
