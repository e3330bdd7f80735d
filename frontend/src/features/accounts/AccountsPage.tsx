import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountOrderField } from '@/__generated__/AccountListQuery.graphql';
import { useListSearch } from '@/app/useListSearch';
import { useViewer } from '@/app/viewer';
import { useCustomColumns } from '../fields/lists';
import { StandardsOf } from '../fields/StandardsOf';
import { ListPage } from '../records/ListPage';
import { BY_NAME, useOrder } from '../records/RecordTable';
import { AccountList } from './AccountList';
import { accountFilter, useAccountFields } from './accountFields';
import { CreateAccountDialog } from './CreateAccountDialog';

const ORDER_FIELDS: readonly AccountOrderField[] = [
  'NAME',
  'CREATED_AT',
  'UPDATED_AT',
  'ANNUAL_REVENUE',
  'EMPLOYEES',
];

export default function AccountsPage() {
  const { t } = useTranslation('accounts');
  const navigate = useNavigate();
  const { timeZone } = useViewer();
  const [{ q, filter }] = useListSearch();
  const fields = useAccountFields();
  const orderBy = useOrder(ORDER_FIELDS, useCustomColumns('ACCOUNT'), BY_NAME);
  const variables = useMemo(
    () => ({ filter: accountFilter(fields, filter, timeZone), orderBy, search: q ?? null }),
    [fields, filter, timeZone, orderBy, q],
  );
  return (
    <ListPage
      title={t('title')}
      createId="account.create"
      createLabel={t('new')}
      searchLabel={t('search')}
      fields={fields}
      source={{ list: 'ACCOUNTS', table: 'accounts', kind: 'ACCOUNTS', shown: variables }}
      list={(frame) => (
        <StandardsOf subject="ACCOUNT">
          <AccountList variables={variables} frame={frame} />
        </StandardsOf>
      )}
      createDialog={(close) => (
        <CreateAccountDialog
          onClose={close}
          onCreated={(accountId) => void navigate({ to: '/accounts/$accountId', params: { accountId } })}
        />
      )}
    />
  );
}
