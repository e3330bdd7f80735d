import { Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContractCells_contract$key } from '@/__generated__/ContractCells_contract.graphql';
import { useFormat } from '@/i18n/format';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';
import { ContractStatusBadge } from './ContractStatusBadge';

export type ContractColumn =
  | 'name'
  | 'status'
  | 'deal'
  | 'account'
  | 'files'
  | 'owner'
  | 'submittedAt'
  | 'signedOn'
  | 'createdAt'
  | 'updatedAt';

interface Props {
  contract: ContractCells_contract$key;
  column: ContractColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function ContractCell({ contract, column, plain }: Props) {
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment ContractCells_contract on ContractPackage {
        id
        version
        name
        status
        submittedAt
        signedOn
        createdAt
        updatedAt
        files {
          isLatest
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
      }
    `,
    contract,
  );
  const nothing = plain ? null : '–';
  const { deal } = data;
  switch (column) {
    case 'name':
      return (
        <Link
          to="/contracts/$contractId"
          params={{ contractId: data.id }}
          onClick={(event) => event.stopPropagation()}
          className={classes.name}
        >
          {data.name}
        </Link>
      );
    case 'status':
      return <ContractStatusBadge status={data.status} size="sm" />;
    case 'deal':
      if (plain) return deal.name;
      return (
        <RecordLink kind="deal" id={deal.id} tab="contracts" truncate>
          {deal.name}
        </RecordLink>
      );
    case 'account':
      return deal.account?.name ?? nothing;
    case 'files':
      return <span className="ds-number">{data.files.length}</span>;
    case 'owner':
      return (
        <Group gap={8} wrap="nowrap">
          <UserAvatar name={deal.owner.name} color={deal.owner.avatarColor} size={24} />
          <Text size="sm" truncate>
            {deal.owner.name}
          </Text>
        </Group>
      );
    case 'submittedAt':
      return data.submittedAt ? <DateText value={data.submittedAt} variant="relative" /> : nothing;
    case 'signedOn':
      return data.signedOn ? format.date(data.signedOn) : nothing;
    case 'createdAt':
      return <DateText value={data.createdAt} variant="relative" />;
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
  }
}
