import { Loader, MultiSelect, Select, type SelectProps } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { Environment } from 'relay-runtime';
import type { pickersAccountsQuery } from '@/__generated__/pickersAccountsQuery.graphql';
import type { pickersCompetitorsQuery } from '@/__generated__/pickersCompetitorsQuery.graphql';
import type { pickersContactsQuery } from '@/__generated__/pickersContactsQuery.graphql';
import type { LookupKind, pickersLookupsQuery } from '@/__generated__/pickersLookupsQuery.graphql';
import type { pickersNodeQuery } from '@/__generated__/pickersNodeQuery.graphql';
import type { pickersPlansQuery } from '@/__generated__/pickersPlansQuery.graphql';
import type { pickersProductsQuery } from '@/__generated__/pickersProductsQuery.graphql';
import type { pickersUsersQuery } from '@/__generated__/pickersUsersQuery.graphql';

export interface Option {
  value: string;
  label: string;
}

export type Load = (environment: Environment, text: string) => Promise<Option[]>;

export interface PickerProps
  extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'searchValue' | 'onSearchChange' | 'filter'> {
  value: string | null;
  onChange: (id: string | null) => void;
}

const PAGE = 20;

const nodeQuery = graphql`
  query pickersNodeQuery($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on User {
        name
      }
      ... on Account {
        name
      }
      ... on Contact {
        name
      }
      ... on Lookup {
        label
      }
      ... on Product {
        name
      }
      ... on Competitor {
        name
      }
      ... on ActivityPlan {
        name
      }
    }
  }
`;

async function nameOf(environment: Environment, id: string): Promise<Option | undefined> {
  const data = await fetchQuery<pickersNodeQuery>(
    environment,
    nodeQuery,
    { id },
    { fetchPolicy: 'store-or-network' },
  ).toPromise();
  const node = data?.node;
  const label = node?.name ?? node?.label;
  return label ? { value: id, label } : undefined;
}

/** A select whose options come from the server while somebody types. */
export function AsyncSelect({ load, value, onChange, ...rest }: PickerProps & { load: Load }) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [opened, setOpened] = useState(false);
  const [options, setOptions] = useState<Option[]>([]);
  const [selected, setSelected] = useState<Option>();
  const [busy, setBusy] = useState(false);

  // A form opens with an id only: its name is asked for, mostly answered by the store.
  useEffect(() => {
    if (value === null || selected?.value === value) return;
    let current = true;
    nameOf(environment, value).then(
      (option) => current && option && setSelected(option),
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [environment, value, selected?.value]);

  // The text equals the chosen label until somebody types: then the whole list is wanted.
  const query = wanted === selected?.label ? '' : wanted;
  useEffect(() => {
    if (!opened) return;
    let current = true;
    setBusy(true);
    load(environment, query)
      .then(
        (found) => current && setOptions(found),
        () => current && setOptions([]),
      )
      .finally(() => current && setBusy(false));
    return () => {
      current = false;
    };
  }, [environment, load, opened, query]);

  const chosen = selected?.value === value ? selected : undefined;
  const data =
    chosen && !options.some((option) => option.value === chosen.value) ? [chosen, ...options] : options;
  return (
    <Select
      clearable
      {...rest}
      searchable
      data={data}
      value={value}
      // The server has searched already, also by fields that the label does not show.
      filter={({ options: all }) => all}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      nothingFoundMessage={busy ? t('loading') : t('picker.nothing')}
      rightSection={busy ? <Loader size={14} /> : undefined}
      onChange={(id) => {
        setSelected(data.find((option) => option.value === id));
        onChange(id);
      }}
    />
  );
}

export const loadUsers: Load = async (environment, search) => {
  const data = await fetchQuery<pickersUsersQuery>(
    environment,
    graphql`
      query pickersUsersQuery($search: String, $first: Int!) {
        users(search: $search, first: $first, filter: { active: { eq: true } }) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.users.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

const loadAccounts: Load = async (environment, search) => {
  const data = await fetchQuery<pickersAccountsQuery>(
    environment,
    graphql`
      query pickersAccountsQuery($search: String, $first: Int!) {
        accounts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: { archived: { eq: false } }) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.accounts.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

const loadProducts: Load = async (environment, search) => {
  const data = await fetchQuery<pickersProductsQuery>(
    environment,
    graphql`
      query pickersProductsQuery($search: String, $first: Int!) {
        products(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
            code
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return (
    data?.products.nodes.map(({ id, name, code }) => ({
      value: id,
      label: code ? `${name} · ${code}` : name,
    })) ?? []
  );
};

/** Those in use, by name. */
export const loadCompetitors: Load = async (environment, search) => {
  const data = await fetchQuery<pickersCompetitorsQuery>(
    environment,
    graphql`
      query pickersCompetitorsQuery($search: String, $first: Int!) {
        competitors(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.competitors.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

/** Those that can be started now, by name. */
const loadPlans: Load = async (environment, search) => {
  const data = await fetchQuery<pickersPlansQuery>(
    environment,
    graphql`
      query pickersPlansQuery($search: String, $first: Int!) {
        activityPlans(search: $search, first: $first, orderBy: [{ field: NAME }]) {
          nodes {
            id
            name
          }
        }
      }
    `,
    { search: search || null, first: PAGE },
  ).toPromise();
  return data?.activityPlans.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? [];
};

function contactsLoader(accountId: string | null | undefined): Load {
  return async (environment, search) => {
    const data = await fetchQuery<pickersContactsQuery>(
      environment,
      graphql`
        query pickersContactsQuery($search: String, $first: Int!, $filter: ContactFilter) {
          contacts(search: $search, first: $first, orderBy: [{ field: NAME }], filter: $filter) {
            nodes {
              id
              name
              account {
                name
              }
            }
          }
        }
      `,
      {
        search: search || null,
        first: PAGE,
        filter: { archived: { eq: false }, ...(accountId ? { accountId: { eq: accountId } } : {}) },
      },
    ).toPromise();
    return (
      data?.contacts.nodes.map(({ id, name, account }) => ({
        value: id,
        label: account && !accountId ? `${name} · ${account.name}` : name,
      })) ?? []
    );
  };
}

function lookupsLoader(kind: LookupKind): Load {
  return async (environment, search) => {
    const data = await fetchQuery<pickersLookupsQuery>(
      environment,
      graphql`
        query pickersLookupsQuery($kind: LookupKind!) {
          lookups(kind: $kind) {
            id
            label
          }
        }
      `,
      { kind },
      { fetchPolicy: 'store-or-network' },
    ).toPromise();
    const needle = search.toLowerCase();
    return (data?.lookups ?? [])
      .filter(({ label }) => label.toLowerCase().includes(needle))
      .map(({ id, label }) => ({ value: id, label }));
  };
}

const lookupLoaders: Record<LookupKind, Load> = {
  SOURCE: lookupsLoader('SOURCE'),
  LOSS_REASON: lookupsLoader('LOSS_REASON'),
  INDUSTRY: lookupsLoader('INDUSTRY'),
  FORECAST_CATEGORY: lookupsLoader('FORECAST_CATEGORY'),
  STAKEHOLDER_ROLE: lookupsLoader('STAKEHOLDER_ROLE'),
  ACTIVITY_KIND: lookupsLoader('ACTIVITY_KIND'),
  FILE_CATEGORY: lookupsLoader('FILE_CATEGORY'),
};

export function UserPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadUsers} />;
}

export function AccountPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadAccounts} />;
}

/** Those that are sold now. */
export function ProductPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadProducts} />;
}

export function PlanPicker(props: PickerProps) {
  return <AsyncSelect {...props} load={loadPlans} />;
}

/** With an account, only its people are offered. */
export function ContactPicker({ accountId, ...props }: PickerProps & { accountId?: string | null }) {
  const [loader, setLoader] = useState<{ accountId: string | null | undefined; load: Load }>(() => ({
    accountId,
    load: contactsLoader(accountId),
  }));
  if (loader.accountId !== accountId) setLoader({ accountId, load: contactsLoader(accountId) });
  return <AsyncSelect {...props} load={loader.load} />;
}

export function LookupPicker({ kind, ...props }: PickerProps & { kind: LookupKind }) {
  return <AsyncSelect {...props} load={lookupLoaders[kind]} />;
}

/** Names of records by id, for chips; the store answers for most. */
export function useRecordNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const environment = useRelayEnvironment();
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const key = ids.filter((id) => !id.startsWith('@')).join(' ');
  useEffect(() => {
    let current = true;
    const wanted = key.split(' ').filter(Boolean);
    Promise.all(wanted.map((id) => nameOf(environment, id).catch(() => undefined))).then((options) => {
      if (!current) return;
      setNames(new Map(options.flatMap((option) => (option ? [[option.value, option.label] as const] : []))));
    });
    return () => {
      current = false;
    };
  }, [environment, key]);
  return names;
}

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
