import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountOrderField } from '@/__generated__/AccountListQuery.graphql';
import { useCommands } from '@/app/commands';
import { useShortcut } from '@/app/shortcuts';
import { useListSearch } from '@/app/useListSearch';
import { useCanWrite, useViewer } from '@/app/viewer';
import { parseSort } from '@/searchParams';
import { FilterBar } from '@/ui/FilterBar';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
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
  const { t } = useTranslation(['accounts', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const [text, setText] = useState(search.q ?? '');
  const applyText = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
  const fields = useAccountFields();

  const variables = useMemo(() => {
    const sort = parseSort(search.sort);
    const field = ORDER_FIELDS.find((one) => one === sort?.field);
    return {
      filter: accountFilter(fields, search.filter, timeZone),
      orderBy: [{ field: field ?? ('NAME' as const), direction: sort?.direction ?? ('ASC' as const) }],
      search: search.q ?? null,
    };
  }, [fields, search.filter, search.q, search.sort, timeZone]);

  const create = () => canWrite && change({ dialog: 'new' });
  useShortcut('c', create, { label: t('accounts:new'), group: t('accounts:title') });
  useCommands(
    useMemo(
      () =>
        canWrite
          ? [
              {
                id: 'account.create',
                label: t('accounts:new'),
                group: t('accounts:title'),
                icon: IconPlus,
                shortcut: 'c',
                run: () => change({ dialog: 'new' }),
              },
            ]
          : [],
      [t, change, canWrite],
    ),
  );

  return (
    <>
      <PageHeader
        title={t('accounts:title')}
        actions={
          canWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
              {t('accounts:new')}
            </Button>
          )
        }
      />
      <FilterBar fields={fields} value={search.filter} onChange={(filter) => change({ filter })}>
        <TextInput
          type="search"
          size="xs"
          w={220}
          value={text}
          aria-label={t('accounts:search')}
          placeholder={t('accounts:search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          onChange={(event) => {
            setText(event.currentTarget.value);
            applyText(event.currentTarget.value);
          }}
        />
      </FilterBar>
      <Suspense fallback={<SkeletonRows rows={10} />}>
        <AccountList
          variables={variables}
          sort={search.sort}
          filtered={Boolean(search.q || search.filter?.length)}
          onSort={(sort) => change({ sort })}
          onCreate={create}
          onClear={() => {
            setText('');
            change({ q: undefined, filter: [] });
          }}
        />
      </Suspense>
      {search.dialog === 'new' && canWrite && (
        <CreateAccountDialog
          onClose={() => change({ dialog: undefined })}
          onCreated={(accountId) => void navigate({ to: '/accounts/$accountId', params: { accountId } })}
        />
      )}
    </>
  );
}
