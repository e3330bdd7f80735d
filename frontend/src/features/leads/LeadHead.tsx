import IconArrowRightCircle from '@tabler/icons-react/dist/esm/icons/IconArrowRightCircle.mjs';
import IconBan from '@tabler/icons-react/dist/esm/icons/IconBan.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import IconRotate from '@tabler/icons-react/dist/esm/icons/IconRotate.mjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { LeadHead_lead$key } from '@/__generated__/LeadHead_lead.graphql';
import type { Command } from '@/app/commands';
import { useCanWrite } from '@/app/viewer';
import { StepHead } from '../records/StepHead';
import { LeadStatusBadge } from './LeadStatusBadge';
import type { useLeadStatus } from './useLeadStatus';

interface Props {
  lead: LeadHead_lead$key;
  actions: ReturnType<typeof useLeadStatus>;
  onDialog: (dialog: string) => void;
}

/** The lead's name and what can be done with it: as buttons, and in the command palette. */
export function LeadHead({ lead, actions: { start, reopen }, onDialog }: Props) {
  const { t } = useTranslation('leads');
  const canWrite = useCanWrite();
  const data = useFragment(
    graphql`
      fragment LeadHead_lead on Lead {
        id
        topic
        status
        disqualifyReason
      }
    `,
    lead,
  );
  const { status, topic, disqualifyReason: reason } = data;

  const steps = useMemo((): Command[] => {
    if (!canWrite || status === 'CONVERTED') return [];
    const action = (id: string, icon: Command['icon'], run: () => void): Command => ({
      id: `lead.${id}`,
      label: t(`action.${id}`),
      group: t('actions'),
      icon,
      run,
    });
    if (status === 'DISQUALIFIED') return [action('reopen', IconRotate, () => void reopen(reason))];
    return [
      ...(status === 'NEW' ? [action('start', IconPlayerPlay, () => void start())] : []),
      ...(status === 'QUALIFIED' ? [action('convert', IconArrowRightCircle, () => onDialog('convert'))] : []),
      action('disqualify', IconBan, () => onDialog('disqualify')),
    ];
  }, [t, canWrite, status, reason, start, reopen, onDialog]);
  return (
    <StepHead
      kind="leads"
      title={topic}
      aside={<LeadStatusBadge status={status} />}
      steps={steps}
      first={status === 'QUALIFIED' ? 'filled' : 'default'}
    />
  );
}
