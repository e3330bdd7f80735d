import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactOrderField } from '@/__generated__/ContactListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { useCustomColumns } from '../fields/lists';
import { StandardsOf } from '../fields/StandardsOf';
import { ListPage } from '../records/ListPage';
import { BY_NAME, useOrder } from '../records/RecordTable';
import { ContactList } from './ContactList';
import { CreateContactDialog } from './CreateContactDialog';
import { contactFilter, useContactFields } from './contactFields';

const ORDER_FIELDS: readonly ContactOrderField[] = ['NAME', 'CREATED_AT', 'UPDATED_AT'];

export default function ContactsPage() {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [{ q, filter }] = useListSearch();
  const fields = useContactFields();
  const orderBy = useOrder(ORDER_FIELDS, useCustomColumns('CONTACT'), BY_NAME);
  const variables = useMemo(
    () => ({ filter: contactFilter(fields, filter, timeZone), orderBy, search: q ?? null }),
    [fields, filter, timeZone, orderBy, q],
  );
  return (
    <ListPage
      title={t('title')}
      createId="contact.create"
      createLabel={t('new')}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'CONTACTS', table: 'contacts', kind: 'CONTACTS', shown: variables }}
      list={(frame) => (
        <StandardsOf subject="CONTACT">
          <ContactList variables={variables} frame={frame} />
        </StandardsOf>
      )}
      createDialog={(close) => (
        <CreateContactDialog
          onClose={close}
          onCreated={(contactId) => void navigate({ to: '/contacts/$contactId', params: { contactId } })}
        />
      )}
    />
  );
}
