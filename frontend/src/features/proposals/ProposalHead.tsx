import { Badge, Button } from '@mantine/core';
import IconArchive from '@tabler/icons-react/dist/esm/icons/IconArchive.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCopyPlus from '@tabler/icons-react/dist/esm/icons/IconCopyPlus.mjs';
import IconFileTypePdf from '@tabler/icons-react/dist/esm/icons/IconFileTypePdf.mjs';
import IconPackage from '@tabler/icons-react/dist/esm/icons/IconPackage.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import IconThumbDown from '@tabler/icons-react/dist/esm/icons/IconThumbDown.mjs';
import IconUserCheck from '@tabler/icons-react/dist/esm/icons/IconUserCheck.mjs';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ProposalHead_proposal$key } from '@/__generated__/ProposalHead_proposal.graphql';
import type { Command } from '@/app/commands';
import { confirm } from '@/ui/confirm';
import { useCreateOrder } from '../orders/useCreateOrder';
import { StepHead } from '../records/StepHead';
import { useSteps } from '../records/useSteps';
import { ProposalStatusBadge } from './ProposalStatusBadge';
import { type Action, offered } from './status';
import { useProposalActions } from './useProposalActions';
import { useProposalName } from './useProposalName';

const ICONS: Record<Action, Command['icon']> = {
  SUBMIT: IconUserCheck,
  SEND: IconSend,
  ACCEPT: IconCircleCheck,
  ORDER: IconPackage,
  REVISE: IconCopyPlus,
  REOPEN: IconPencil,
  DECLINE: IconThumbDown,
  ARCHIVE: IconArchive,
};

interface Props {
  proposal: ProposalHead_proposal$key;
  onDialog: (dialog: string) => void;
}

/** Number, version and status, and what can be done now: as buttons, and in the command palette. */
export function ProposalHead({ proposal, onDialog }: Props) {
  const { t } = useTranslation('proposals');
  const nameOf = useProposalName();
  const data = useFragment(
    graphql`
      fragment ProposalHead_proposal on Proposal {
        id
        number
        revision
        status
        actions
        archived
        orders {
          id
        }
        deal {
          id
        }
      }
    `,
    proposal,
  );
  const name = nameOf(data);
  const run = useRun(data, name, onDialog);
  const { status, actions, archived } = data;
  const ordered = data.orders.length > 0;
  const { next, others } = useMemo(
    () => offered({ status, archived, actions, ordered }),
    [status, archived, actions, ordered],
  );
  const steps = useSteps({ kind: 'proposals', next, others, icons: ICONS, run });
  return (
    <StepHead
      kind="proposals"
      title={name}
      aside={
        <>
          <ProposalStatusBadge status={status} />
          {archived && <Badge variant="default">{t('archived')}</Badge>}
        </>
      }
      always={
        <Button
          variant="default"
          aria-label={t('paper', { name })}
          leftSection={<IconFileTypePdf size={16} aria-hidden />}
          onClick={() => onDialog('pdf')}
        >
          PDF
        </Button>
      }
      steps={steps}
      first={next && 'filled'}
    />
  );
}

interface About {
  readonly id: string;
  readonly deal: { readonly id: string };
}

/** Does what was chosen: at once, after a question, or in a dialog. */
function useRun({ id, deal }: About, name: string, onDialog: (dialog: string) => void) {
  const { t } = useTranslation('proposals');
  const navigate = useNavigate();
  const act = useProposalActions(id);
  const createOrder = useCreateOrder();
  return useMemo(() => {
    const sure = (question: 'reopen' | 'send' | 'revise') =>
      confirm({
        title: t(`${question}.title`, { name }),
        body: t(`${question}.body`),
        confirmLabel: t(`${question}.confirm`),
      });
    return async (action: Action): Promise<unknown> => {
      switch (action) {
        case 'SUBMIT':
        case 'ACCEPT':
        case 'DECLINE':
          return onDialog(action.toLowerCase());
        case 'REOPEN':
          return (await sure('reopen')) && act.reopen();
        case 'SEND':
          return (await sure('send')) && act.send();
        case 'REVISE': {
          const draft = (await sure('revise')) && (await act.revise());
          return draft && navigate({ to: '/proposals/$proposalId', params: { proposalId: draft } });
        }
        case 'ARCHIVE':
          return act.archive(name);
        case 'ORDER': {
          const order = await createOrder({ dealId: deal.id, proposalId: id });
          return order && navigate({ to: '/orders/$orderId', params: { orderId: order } });
        }
      }
    };
  }, [t, name, act, createOrder, navigate, onDialog, deal.id, id]);
}
