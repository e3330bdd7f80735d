import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ProposalCells_proposal$data,
  ProposalCells_proposal$key,
} from '@/__generated__/ProposalCells_proposal.graphql';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import { CustomCell } from '../fields/CustomCell';
import { type CustomColumn, customKeyOf } from '../fields/lists';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';
import { ProposalStatusBadge } from './ProposalStatusBadge';
import { useProposalName } from './useProposalName';
import { useUpdateProposal } from './useUpdateProposal';
import { ValidUntil } from './ValidUntil';

export type ProposalColumn =
  | 'name'
  | 'status'
  | 'deal'
  | 'account'
  | 'contact'
  | 'net'
  | 'total'
  | 'validUntil'
  | 'owner'
  | 'sentAt'
  | 'createdAt'
  | 'updatedAt'
  | CustomColumn['id'];

interface Props {
  proposal: ProposalCells_proposal$key;
  column: ProposalColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function ProposalCell({ proposal, column, plain }: Props) {
  const nameOf = useProposalName();
  const data = useFragment(
    graphql`
      fragment ProposalCells_proposal on Proposal {
        id
        version
        number
        revision
        status
        actions
        currency
        net
        total
        validUntil
        sentAt
        createdAt
        updatedAt
        contact {
          id
          name
        }
        deal {
          id
          name
          owner {
            id
            name
            avatarColor
          }
          account {
            id
            name
          }
        }
        customFields {
          ...CustomCell_values
        }
      }
    `,
    proposal,
  );
  const custom = customKeyOf(column);
  if (custom !== undefined) return <CustomOf proposal={data} fieldKey={custom} plain={plain} />;
  const nothing = plain ? null : '–';
  const { deal, contact } = data;
  switch (column) {
    case 'name':
      return (
        <Link
          to="/proposals/$proposalId"
          params={{ proposalId: data.id }}
          onClick={(event) => event.stopPropagation()}
          className={classes.name}
        >
          {nameOf(data)}
        </Link>
      );
    case 'status':
      return <ProposalStatusBadge status={data.status} size="sm" />;
    case 'deal':
      if (plain) return deal.name;
      return (
        <RecordLink kind="deal" id={deal.id} tab="proposals" truncate>
          {deal.name}
        </RecordLink>
      );
    case 'account':
      return deal.account?.name ?? nothing;
    case 'contact':
      return contact?.name ?? nothing;
    case 'net':
    case 'total':
      return <Money amount={data[column]} currency={data.currency} />;
    case 'validUntil':
      return <ValidUntil day={data.validUntil} status={data.status} />;
    case 'owner':
      return (
        <Group gap={8} wrap="nowrap">
          <UserAvatar name={deal.owner.name} color={deal.owner.avatarColor} size={24} />
          <Text size="sm" truncate>
            {deal.owner.name}
          </Text>
        </Group>
      );
    case 'sentAt':
      return data.sentAt ? <DateText value={data.sentAt} variant="relative" /> : nothing;
    case 'createdAt':
      return <DateText value={data.createdAt} variant="relative" />;
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
  }
}

function CustomOf({
  proposal,
  fieldKey,
  plain,
}: {
  proposal: ProposalCells_proposal$data;
  fieldKey: string;
  plain?: boolean;
}) {
  const update = useUpdateProposal(proposal.id);
  const edited = proposal.actions.includes('EDIT') && !plain;
  return (
    <CustomCell
      subject="PROPOSAL"
      fieldKey={fieldKey}
      values={proposal.customFields}
      version={proposal.version}
      save={edited ? (given, version) => update({ custom: [given] }, version) : undefined}
    />
  );
}
