import { Anchor, Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, useFragment } from 'react-relay/hooks';
import type { AccountContacts_account$key } from '@/__generated__/AccountContacts_account.graphql';
import type { AccountContactsCreateMutation } from '@/__generated__/AccountContactsCreateMutation.graphql';
import { useAction } from '@/app/useAction';
import { useCanWrite } from '@/app/viewer';
import { Empty } from '@/ui/Empty';
import classes from '../records/Record.module.css';
import { RecordLink } from '../records/RecordLink';

interface Props {
  account: AccountContacts_account$key;
  onChanged: () => void;
}

/** The people of an account; new ones are typed right here. */
export function AccountContacts({ account, onChanged }: Props) {
  const { t } = useTranslation('accounts');
  const canWrite = useCanWrite();
  const [adding, setAdding] = useState(false);
  const data = useFragment(
    graphql`
      fragment AccountContacts_account on Account {
        id
        contacts(filter: { archived: { eq: false } }, orderBy: [{ field: NAME }], first: 100) {
          totalCount
          nodes {
            id
            version
            name
            jobTitle
            emails
            phones
          }
        }
      }
    `,
    account,
  );
  const { nodes, totalCount } = data.contacts;

  return (
    <>
      {adding && <QuickContact accountId={data.id} onClose={() => setAdding(false)} onCreated={onChanged} />}
      {!adding && canWrite && nodes.length > 0 && (
        <Button
          size="compact-sm"
          variant="subtle"
          mb="xs"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('contact.add')}
        </Button>
      )}
      {nodes.length === 0 && !adding ? (
        <Empty
          title={t('contact.none')}
          icon={IconUsers}
          action={canWrite && <Button onClick={() => setAdding(true)}>{t('contact.add')}</Button>}
        >
          {t('contact.noneHint')}
        </Empty>
      ) : (
        <ul className={classes.rows}>
          {nodes.map((contact) => (
            <li key={contact.id} className={classes.row}>
              <div className={classes.grow}>
                <RecordLink kind="contact" id={contact.id} fw={600}>
                  {contact.name}
                </RecordLink>
                {contact.jobTitle && (
                  <Text size="xs" c="dimmed">
                    {contact.jobTitle}
                  </Text>
                )}
              </div>
              <Group gap="md" justify="flex-end">
                {contact.emails[0] && (
                  <Anchor href={`mailto:${contact.emails[0]}`} size="sm">
                    {contact.emails[0]}
                  </Anchor>
                )}
                {contact.phones[0] && (
                  <Anchor href={`tel:${contact.phones[0].replace(/[^\d+]/g, '')}`} size="sm">
                    {contact.phones[0]}
                  </Anchor>
                )}
              </Group>
            </li>
          ))}
        </ul>
      )}
      {totalCount > nodes.length && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link {...props} to="/contacts" search={{ filter: [['account', 'in', [data.id]]] }} />
          )}
        >
          {t('contact.all', { count: totalCount })}
        </Anchor>
      )}
    </>
  );
}

interface QuickProps {
  accountId: string;
  onClose: () => void;
  onCreated: () => void;
}

function QuickContact({ accountId, onClose, onCreated }: QuickProps) {
  const { t } = useTranslation(['accounts', 'app', 'common']);
  const [create, busy] = useAction<AccountContactsCreateMutation>(graphql`
    mutation AccountContactsCreateMutation($input: CreateContactInput!) {
      createContact(input: $input) {
        contact {
          id
          version
          name
        }
        userErrors {
          ...errors_refusal @relay(mask: false)
        }
      }
    }
  `);
  const form = useForm({
    initialValues: { firstName: '', lastName: '', jobTitle: '', emails: '' },
    validate: {
      lastName: (value) => (value.trim() ? null : t('common:edit.required')),
      emails: (value) =>
        value.trim() === '' || /^\S+@\S+$/.test(value.trim()) ? null : t('accounts:invalid.email'),
    },
  });
  const submit = form.onSubmit(async (values) => {
    const email = values.emails.trim();
    const result = await create(
      {
        input: {
          accountId,
          firstName: values.firstName.trim(),
          lastName: values.lastName.trim(),
          jobTitle: values.jobTitle.trim() || null,
          emails: email ? [email] : [],
        },
      },
      { form },
    );
    if (!result.ok) return;
    onCreated();
    onClose();
  });
  return (
    <form
      noValidate
      onSubmit={submit}
      aria-label={t('accounts:contact.add')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Group gap="xs" align="flex-end" mb="sm" grow preventGrowOverflow={false}>
        <TextInput
          size="xs"
          autoFocus
          label={t('app:field.firstName')}
          {...form.getInputProps('firstName')}
        />
        <TextInput size="xs" required label={t('app:field.lastName')} {...form.getInputProps('lastName')} />
        <TextInput size="xs" label={t('app:field.jobTitle')} {...form.getInputProps('jobTitle')} />
        <TextInput
          size="xs"
          type="email"
          label={t('accounts:contact.email')}
          {...form.getInputProps('emails')}
        />
      </Group>
      <Group gap="xs" mb="md">
        <Button size="xs" type="submit" loading={busy}>
          {t('common:action.create')}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
      </Group>
    </form>
  );
}
