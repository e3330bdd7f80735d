import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalDialogs_proposal$key } from '@/__generated__/ProposalDialogs_proposal.graphql';
import { timeZoneCell } from '@/i18n/format';
import { wallOf } from '@/i18n/zoned';
import { useCell } from '@/relay/store';
import { SubmitDialog } from '../approvals/SubmitDialog';
import { DeclineDialog } from './DeclineDialog';
import { validity } from './status';
import { useProposalActions } from './useProposalActions';
import { useProposalName } from './useProposalName';

const AcceptDialog = lazy(() => import('./AcceptDialog'));
const ProposalPaper = lazy(() => import('./ProposalPaper'));

interface Props {
  proposal: ProposalDialogs_proposal$key;
  /** From the address; what is not allowed now opens nothing. */
  dialog: string | undefined;
  onClose: () => void;
}

/** The proposal's dialogs; which one is open stands in the address. */
export function ProposalDialogs({ proposal, dialog, onClose }: Props) {
  const { t } = useTranslation('proposals');
  const nameOf = useProposalName();
  const data = useFragment(
    graphql`
      fragment ProposalDialogs_proposal on Proposal {
        id
        number
        revision
        status
        validUntil
        pdfUrl
        actions
        lines {
          id
        }
      }
    `,
    proposal,
  );
  const { id, number, actions } = data;
  const zone = useCell(timeZoneCell);
  const { submit } = useProposalActions(id);
  if (dialog === 'pdf') {
    return (
      <Suspense fallback={null}>
        <ProposalPaper name={nameOf(data)} url={data.pdfUrl} onClose={onClose} />
      </Suspense>
    );
  }
  const open = actions.find((action) => action.toLowerCase() === dialog);
  if (open === 'SUBMIT') {
    const over = validity(data.validUntil, data.status, wallOf(Date.now(), zone).day) === 'over';
    return (
      <SubmitDialog
        kind="proposals"
        name={number}
        warning={data.lines.length === 0 ? t('submit.empty') : over && t('submit.over')}
        submit={submit}
        onClose={onClose}
      />
    );
  }
  if (open === 'DECLINE') return <DeclineDialog id={id} number={number} onClose={onClose} />;
  if (open !== 'ACCEPT') return null;
  return (
    <Suspense fallback={null}>
      <AcceptDialog id={id} onClose={onClose} />
    </Suspense>
  );
}
