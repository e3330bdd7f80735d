import { Alert, Text } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractNotice_contract$key } from '@/__generated__/ContractNotice_contract.graphql';
import { useEndCause } from '../approvals/useEndCause';
import classes from '../proposals/Proposals.module.css';

/** Why it cannot be changed now, or why it is a draft again; nothing on a draft that the reader may write. */
export function ContractNotice({ contract }: { contract: ContractNotice_contract$key }) {
  const { t } = useTranslation('contracts');
  const causeOf = useEndCause();
  const { status, actions, approval } = useFragment(
    graphql`
      fragment ContractNotice_contract on ContractPackage {
        id
        status
        actions
        approval {
          id
          version
          status
          endCause
          endName
        }
      }
    `,
    contract,
  );
  const cause = approval && causeOf(approval);
  if (status === 'DRAFT' && approval?.status === 'VOIDED') {
    return (
      <Alert
        className={classes.notice}
        color="amber"
        icon={<IconAlertTriangle size={18} aria-hidden />}
        title={t('voided')}
      >
        {cause && <Text size="sm">{cause}</Text>}
      </Alert>
    );
  }
  if (status === 'DRAFT' && actions.includes('EDIT')) return null;
  // A reader is told why, and not what others may do.
  const way = status !== 'DRAFT' && actions.length > 0 ? t(`way.${status}`) : '';
  return (
    <Alert
      className={classes.notice}
      variant="default"
      icon={<IconLock size={18} aria-hidden />}
      title={t(`locked.${status}`)}
    >
      {way && <Text size="sm">{way}</Text>}
    </Alert>
  );
}
