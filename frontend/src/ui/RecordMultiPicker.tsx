import { MultiSelect } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRelayEnvironment } from 'react-relay/hooks';
import { useRecordNames } from './recordNames';
import {
  contactsLoader,
  type Load,
  type LookupKind,
  loadAccounts,
  loadCompetitors,
  loadProducts,
  loadUsers,
  lookupLoaders,
  type Option,
} from './recordOptions';

interface MultiProps {
  kind: 'user' | 'account' | 'contact' | 'product' | 'competitor' | 'lookup';
  lookupKind?: LookupKind;
  label: string;
  value: string[];
  onChange: (ids: string[]) => void;
}

const loadContacts = contactsLoader(null);

function loaderOf(kind: MultiProps['kind'], lookupKind: LookupKind | undefined): Load {
  if (kind === 'user') return loadUsers;
  if (kind === 'account') return loadAccounts;
  if (kind === 'contact') return loadContacts;
  if (kind === 'product') return loadProducts;
  if (kind === 'competitor') return loadCompetitors;
  return lookupLoaders[lookupKind ?? 'SOURCE'];
}

/** Several records of one kind, for filters. Users start with "me", which a shared link reads as its reader. */
export function RecordMultiPicker({ kind, lookupKind, label, value, onChange }: MultiProps) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [options, setOptions] = useState<Option[]>([]);
  const names = useRecordNames(value);
  const load = loaderOf(kind, lookupKind);

  useEffect(() => {
    let current = true;
    load(environment, wanted).then(
      (found) => current && setOptions(found),
      () => current && setOptions([]),
    );
    return () => {
      current = false;
    };
  }, [environment, load, wanted]);

  const me = kind === 'user' ? [{ value: '@me', label: t('filter.me') }] : [];
  const known = new Map([...me, ...options].map((option) => [option.value, option]));
  for (const id of value) if (!known.has(id)) known.set(id, { value: id, label: names.get(id) ?? '…' });
  return (
    <MultiSelect
      aria-label={label}
      data-autofocus
      searchable
      data={[...known.values()]}
      filter={({ options: all }) => all}
      searchValue={text}
      onSearchChange={setText}
      value={value}
      onChange={onChange}
      nothingFoundMessage={t('picker.nothing')}
      comboboxProps={{ withinPortal: false }}
    />
  );
}
