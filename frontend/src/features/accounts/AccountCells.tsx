import { Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  AccountCells_account$data,
  AccountCells_account$key,
} from '@/__generated__/AccountCells_account.graphql';
import { useCanWrite } from '@/app/viewer';
import { useWorkspace } from '@/app/workspace';
import { useFormat } from '@/i18n/format';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { Money } from '@/ui/Money';
import { UserAvatar } from '@/ui/UserAvatar';
import { websiteText } from '@/ui/website';
import { CustomCell } from '../fields/CustomCell';
import { type CustomColumn, customKeyOf } from '../fields/lists';
import classes from '../records/Record.module.css';
import { useUpdateAccount } from './useUpdateAccount';

export type AccountColumn =
  | 'name'
  | 'industry'
  | 'owner'
  | 'openDeals'
  | 'contacts'
  | 'website'
  | 'phone'
  | 'employees'
  | 'annualRevenue'
  | 'source'
  | 'updatedAt'
  | 'createdAt'
  | CustomColumn['id'];

/** One cell of the list. The row's key travels; the cell reads what it shows. */
export function AccountCell({
  account,
  column,
  plain,
}: {
  account: AccountCells_account$key;
  column: AccountColumn;
  /** On a phone: nothing where there is nothing. */
  plain?: boolean;
}) {
  const { t } = useTranslation('accounts');
  const labelOf = useLabel();
  const format = useFormat();
  const data = useFragment(
    graphql`
      fragment AccountCells_account on Account {
        id
        version
        name
        website
        phone
        employees
        annualRevenue
        archived
        createdAt
        updatedAt
        industry {
          id
          label
          labels {language text}
        }
        source {
          id
          label
          labels {language text}
        }
        owner {
          id
          name
          avatarColor
        }
        customFields {
          ...CustomCell_values
        }
        contacts(first: 1) {
          totalCount
        }
        openDeals: deals(filter: { status: { eq: OPEN } }, first: 1) {
          totalCount
        }
      }
    `,
    account,
  );
  const custom = customKeyOf(column);
  if (custom !== undefined) {
    return <CustomOf account={data} fieldKey={custom} plain={plain} />;
  }
  switch (column) {
    case 'name':
      return (
        <Group gap="xs" wrap="nowrap">
          {/* A real link: it opens in a new tab, and screen readers list it. */}
          <Link
            to="/accounts/$accountId"
            params={{ accountId: data.id }}
            onClick={(event) => event.stopPropagation()}
            className={classes.name}
          >
            {data.name}
          </Link>
          {data.archived && (
            <Badge size="xs" variant="default">
              {t('archived')}
            </Badge>
          )}
        </Group>
      );
    case 'industry':
      return data.industry ? labelOf(data.industry) : plain ? null : '–';
    case 'source':
      return data.source ? labelOf(data.source) : '–';
    case 'owner':
      return (
        <Group gap={8} wrap="nowrap">
          <UserAvatar name={data.owner.name} color={data.owner.avatarColor} size={24} />
          <Text size="sm" truncate>
            {data.owner.name}
          </Text>
        </Group>
      );
    case 'openDeals':
      return <span className="ds-number">{format.number(data.openDeals.totalCount)}</span>;
    case 'contacts':
      return <span className="ds-number">{format.number(data.contacts.totalCount)}</span>;
    case 'employees':
      return (
        <span className="ds-number">
          {data.employees === null ? '–' : format.number(data.employees ?? 0)}
        </span>
      );
    case 'annualRevenue':
      return plain && !data.annualRevenue ? null : <Revenue amount={data.annualRevenue} />;
    case 'website':
      return data.website ? websiteText(data.website) : '–';
    case 'phone':
      return data.phone ?? '–';
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
    case 'createdAt':
      return <DateText value={data.createdAt} />;
  }
}

function Revenue({ amount }: { amount: string | null | undefined }) {
  return <Money amount={amount} currency={useWorkspace().baseCurrency} compact />;
}

function CustomOf({
  account,
  fieldKey,
  plain,
}: {
  account: AccountCells_account$data;
  fieldKey: string;
  plain?: boolean;
}) {
  const canWrite = useCanWrite();
  const update = useUpdateAccount(account.id);
  return (
    <CustomCell
      subject="ACCOUNT"
      fieldKey={fieldKey}
      values={account.customFields}
      version={account.version}
      save={canWrite && !plain ? (given, version) => update({ custom: [given] }, version) : undefined}
    />
  );
}
