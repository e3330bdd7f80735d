import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconSignature from '@tabler/icons-react/dist/esm/icons/IconSignature.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractHead_contract$key } from '@/__generated__/ContractHead_contract.graphql';
import type { Command } from '@/app/commands';
import { confirm } from '@/ui/confirm';
import { StepHead } from '../records/StepHead';
import { useSteps } from '../records/useSteps';
import { ContractStatusBadge } from './ContractStatusBadge';
import { type Action, offered } from './status';
import { useContractActions } from './useContractActions';

const ICONS: Record<Action, Command['icon']> = {
  SUBMIT: IconUserCheck,
  SIGN: IconSignature,
  REOPEN: IconPencil,
  CANCEL: IconBan,
};

interface Props {
  contract: ContractHead_contract$key;
  onDialog: (dialog: string) => void;
}

/** Name and status, and what can be done now: as buttons, and in the command palette. */
export function ContractHead({ contract, onDialog }: Props) {
  const { t } = useTranslation('contracts');
  const { id, name, status, actions } = useFragment(
    graphql`
      fragment ContractHead_contract on ContractPackage {
        id
        version
        name
        status
        actions
      }
    `,
    contract,
  );
  const { reopen } = useContractActions(id);
  const run = useCallback(
    async (action: Action) => {
      if (action !== 'REOPEN') return onDialog(action.toLowerCase());
      // Of one that was rejected nothing is lost.
      const sure =
        status !== 'APPROVED' ||
        (await confirm({
          title: t('reopen.title', { name }),
          body: t('reopen.body'),
          confirmLabel: t('reopen.confirm'),
        }));
      if (sure) await reopen();
    },
    [t, name, status, reopen, onDialog],
  );
  const { next, others } = useMemo(() => offered(status, actions), [status, actions]);
  const steps = useSteps({ kind: 'contracts', next, others, icons: ICONS, run });
  return (
    <StepHead
      kind="contracts"
      title={name}
      aside={<ContractStatusBadge status={status} />}
      steps={steps}
      first={next && 'filled'}
    />
  );
}
