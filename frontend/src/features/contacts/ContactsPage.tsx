import { Button, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContactOrderField } from '@/__generated__/ContactListQuery.graphql';
import { useCommands } from '@/app/commands';
import { useShortcut } from '@/app/shortcuts';
import { useListSearch } from '@/app/useListSearch';
import { useCanWrite, useViewer } from '@/app/viewer';
import { parseSort } from '@/searchParams';
import { FilterBar } from '@/ui/FilterBar';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ContactList } from './ContactList';
import { CreateContactDialog } from './CreateContactDialog';
import { contactFilter, useContactFields } from './contactFields';

const ORDER_FIELDS: readonly ContactOrderField[] = ['NAME', 'CREATED_AT', 'UPDATED_AT'];

export default function ContactsPage() {
  const { t } = useTranslation(['contacts', 'common']);
  const navigate = useNavigate();
  const canWrite = useCanWrite();
  const { timeZone } = useViewer();
  const [search, change] = useListSearch();
  const [text, setText] = useState(search.q ?? '');
  const applyText = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 250);
  const fields = useContactFields();

  const variables = useMemo(() => {
    const sort = parseSort(search.sort);
    const field = ORDER_FIELDS.find((one) => one === sort?.field);
    return {
      filter: contactFilter(fields, search.filter, timeZone),
      orderBy: [{ field: field ?? ('NAME' as const), direction: sort?.direction ?? ('ASC' as const) }],
      search: search.q ?? null,
    };
  }, [fields, search.filter, search.q, search.sort, timeZone]);

  const create = () => canWrite && change({ dialog: 'new' });
  useShortcut('c', create, { label: t('contacts:new'), group: t('contacts:title') });
  useCommands(
    useMemo(
      () =>
        canWrite
          ? [
              {
                id: 'contact.create',
                label: t('contacts:new'),
                group: t('contacts:title'),
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
        title={t('contacts:title')}
        actions={
          canWrite && (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={create}>
              {t('contacts:new')}
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
          aria-label={t('contacts:search')}
          placeholder={t('contacts:search')}
          leftSection={<IconSearch size={15} aria-hidden />}
          onChange={(event) => {
            setText(event.currentTarget.value);
            applyText(event.currentTarget.value);
          }}
        />
      </FilterBar>
      <Suspense fallback={<SkeletonRows rows={10} />}>
        <ContactList
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
        <CreateContactDialog
          onClose={() => change({ dialog: undefined })}
          onCreated={(contactId) => void navigate({ to: '/contacts/$contactId', params: { contactId } })}
        />
      )}
    </>
  );
}
