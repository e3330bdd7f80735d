import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type {
  ContactCells_contact$data,
  ContactCells_contact$key,
} from '@/__generated__/ContactCells_contact.graphql';
import { useCanWrite } from '@/app/viewer';
import { useLabel } from '@/i18n/label';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import { CustomCell } from '../fields/CustomCell';
import { type CustomColumn, customKeyOf } from '../fields/lists';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';
import { useUpdateContact } from './useUpdateContact';

export type ContactColumn =
  | 'name'
  | 'account'
  | 'jobTitle'
  | 'department'
  | 'email'
  | 'phone'
  | 'owner'
  | 'source'
  | 'updatedAt'
  | 'createdAt'
  | CustomColumn['id'];

export function ContactCell({
  contact,
  column,
  plain,
}: {
  contact: ContactCells_contact$key;
  column: ContactColumn;
  /** On a phone: no second link beside the one of the name, nothing where there is nothing. */
  plain?: boolean;
}) {
  const { t } = useTranslation('contacts');
  const labelOf = useLabel();
  const data = useFragment(
    graphql`
      fragment ContactCells_contact on Contact {
        id
        version
        name
        jobTitle
        department
        emails
        phones
        archived
        createdAt
        updatedAt
        account {
          id
          name
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
      }
    `,
    contact,
  );
  const none = plain ? null : '–';
  const custom = customKeyOf(column);
  if (custom !== undefined) {
    return <CustomOf contact={data} fieldKey={custom} plain={plain} />;
  }
  switch (column) {
    case 'name':
      return (
        <Group gap="xs" wrap="nowrap">
          <Link
            to="/contacts/$contactId"
            params={{ contactId: data.id }}
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
    case 'account':
      if (plain) return data.account?.name;
      return data.account ? (
        <RecordLink kind="account" id={data.account.id}>
          {data.account.name}
        </RecordLink>
      ) : (
        '–'
      );
    case 'jobTitle':
      return data.jobTitle ?? none;
    case 'department':
      return data.department ?? '–';
    case 'email':
      return data.emails.length > 0 ? <First values={data.emails} scheme="mailto:" /> : none;
    case 'phone':
      return data.phones.length > 0 ? <First values={data.phones} scheme="tel:" /> : none;
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
    case 'updatedAt':
      return <DateText value={data.updatedAt} variant="relative" />;
    case 'createdAt':
      return <DateText value={data.createdAt} />;
  }
}

/** The main address or number, and how many more there are. */
function First({ values, scheme }: { values: readonly string[]; scheme: 'mailto:' | 'tel:' }) {
  const [first, ...more] = values;
  if (!first) return null;
  const target = scheme === 'tel:' ? first.replace(/[^\d+]/g, '') : first;
  return (
    <>
      <Anchor href={scheme + target} size="sm" onClick={(event) => event.stopPropagation()}>
        {first}
      </Anchor>
      {more.length > 0 && (
        <Text size="xs" c="dimmed" span title={more.join(', ')}>
          {' '}
          +{more.length}
        </Text>
      )}
    </>
  );
}

function CustomOf({
  contact,
  fieldKey,
  plain,
}: {
  contact: ContactCells_contact$data;
  fieldKey: string;
  plain?: boolean;
}) {
  const canWrite = useCanWrite();
  const update = useUpdateContact(contact.id);
  return (
    <CustomCell
      subject="CONTACT"
      fieldKey={fieldKey}
      values={contact.customFields}
      version={contact.version}
      save={canWrite && !plain ? (given, version) => update({ custom: [given] }, version) : undefined}
    />
  );
}
