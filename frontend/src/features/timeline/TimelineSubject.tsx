import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineItem_entry$data } from '@/__generated__/TimelineItem_entry.graphql';
import { useProposalName } from '../proposals/useProposalName';
import { RecordLink } from '../records/RecordLink';
import { type Kind, saidIn, TABS } from './entries';

type Entry = TimelineItem_entry$data;

/** The record by its name, with the way to it. What is gone, or hidden, is called as it was then. */
export function TimelineSubject({ entry, about }: { entry: Entry; about: string }): ReactNode {
  const { record, deal } = entry;
  const tab = TABS[entry.about as Kind];
  switch (record?.__typename) {
    case 'Note':
      return null;
    case 'File': {
      const home = homeOf(record, deal?.id);
      if (!home) return <q>{record.fileName}</q>;
      return (
        <RecordLink {...home} tab={record.activity ? 'activities' : tab} file={record.id}>
          {record.fileName}
        </RecordLink>
      );
    }
    case 'Activity':
    case 'Task': {
      const name = record.__typename === 'Task' ? record.title : record.subject;
      const home = homeOf(record, deal?.id);
      if (!home) return <q>{name}</q>;
      return (
        <RecordLink {...home} tab={tab}>
          {name}
        </RecordLink>
      );
    }
    case 'PlanRun':
      return <strong>{record.plan.name}</strong>;
    case 'Approval':
      return <ApprovalLink id={record.id} kind={record.subjectKind} stage={record.stage?.name} />;
    case 'Stakeholder':
      return <Named kind="contact" record={record.who} about={about} />;
    case 'InfluenceLink':
      return (
        <>
          <Named kind="contact" record={record.from.contact} about={about} /> →{' '}
          <Named kind="contact" record={record.to.contact} about={about} />
        </>
      );
    case 'DealLine':
      if (!deal) return <strong>{record.lineText}</strong>;
      return (
        <RecordLink kind="deal" id={deal.id} tab="products">
          {record.lineText}
        </RecordLink>
      );
    case 'DealCompetitor':
      return <Named kind="competitor" record={record.competitor} about={about} />;
    case 'Proposal':
      return <ProposalNamed proposal={record} />;
    case 'ProposalLine':
      return (
        <>
          <strong>{record.offered}</strong> · <ProposalNamed proposal={record.proposal} />
        </>
      );
    case 'ContractPackage':
      return (
        <RecordLink kind="contract" id={record.id}>
          {record.packageName}
        </RecordLink>
      );
    case 'Order':
      return (
        <RecordLink kind="order" id={record.id}>
          {record.orderNumber}
        </RecordLink>
      );
    case 'Lead':
      return <Named kind="lead" record={{ id: record.id, name: record.topic }} about={about} />;
    case 'Account':
      return <Named kind="account" record={record} about={about} />;
    case 'Contact':
      return <Named kind="contact" record={record} about={about} />;
    default: {
      const name = NAMES.map((field) => saidIn(entry, field)).find(Boolean) ?? entry.recordLabel;
      return name && entry.about !== 'STAGE' && entry.about !== 'DEAL' ? <strong>{name}</strong> : null;
    }
  }
}

/** Where records that are gone have what they were called. */
const NAMES = ['title', 'subject', 'plan', 'contact', 'competitor', 'description', 'topic', 'name'];

interface ApprovalLinkProps {
  id: string;
  kind: string;
  stage: string | undefined;
}

/** What was to be approved, with the way to all that was said about it. */
function ApprovalLink({ id, kind, stage = '' }: ApprovalLinkProps) {
  const { t } = useTranslation('timeline');
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link {...props} to="/approvals/$approvalId" params={{ approvalId: id }} />}
    >
      {t(`approval.${kind}`, { stage })}
    </Anchor>
  );
}

interface ProposalProps {
  proposal: { readonly id: string; readonly proposalNumber: string; readonly revision: number };
}

function ProposalNamed({ proposal: { id, proposalNumber: number, revision } }: ProposalProps) {
  const nameOf = useProposalName();
  return (
    <RecordLink kind="proposal" id={id}>
      {nameOf({ number, revision })}
    </RecordLink>
  );
}

interface NamedProps {
  kind: 'account' | 'contact' | 'lead' | 'competitor';
  record: { readonly id: string; readonly name: string };
  about: string;
}

/** A link, except to the page it stands on. */
function Named({ kind, record: { id, name }, about }: NamedProps) {
  if (id === about) return <strong>{name}</strong>;
  return (
    <RecordLink kind={kind} id={id}>
      {name}
    </RecordLink>
  );
}

type Holder = { readonly id: string } | null | undefined;

/** The page on which an activity or a task is listed. */
function homeOf(
  { account, contact, lead }: { account: Holder; contact: Holder; lead: Holder },
  dealId: string | undefined,
) {
  if (dealId) return { kind: 'deal', id: dealId } as const;
  if (account) return { kind: 'account', id: account.id } as const;
  if (contact) return { kind: 'contact', id: contact.id } as const;
  return lead ? ({ kind: 'lead', id: lead.id } as const) : undefined;
}
