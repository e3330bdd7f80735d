import { Anchor, Badge, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { ContactCells_contact$key } from '@/__generated__/ContactCells_contact.graphql';
import { DateText } from '@/ui/DateText';
import { UserAvatar } from '@/ui/UserAvatar';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';

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
  | 'createdAt';

export function ContactCell({
  contact,
  column,
}: {
  contact: ContactCells_contact$key;
  column: ContactColumn;
}) {
  const { t } = useTranslation('contacts');
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
        }
        owner {
          id
          name
          avatarColor
        }
      }
    `,
    contact,
  );
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
      return data.account ? (
        <RecordLink kind="account" id={data.account.id}>
          {data.account.name}
        </RecordLink>
      ) : (
        '–'
      );
    case 'jobTitle':
      return data.jobTitle ?? '–';
    case 'department':
      return data.department ?? '–';
    case 'email':
      return <First values={data.emails} scheme="mailto:" />;
    case 'phone':
      return <First values={data.phones} scheme="tel:" />;
    case 'source':
      return data.source?.label ?? '–';
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
  if (!first) return '–';
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
