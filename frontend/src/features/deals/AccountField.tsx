import { Loader, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { AccountFieldNameQuery } from '@/__generated__/AccountFieldNameQuery.graphql';
import type { AccountFieldQuery } from '@/__generated__/AccountFieldQuery.graphql';

/** An existing account, or the name of one to be made together with the deal. */
export interface AccountChoice {
  id: string | null;
  newName: string | null;
}

interface Props {
  label: string;
  value: AccountChoice;
  onChange: (choice: AccountChoice) => void;
  required?: boolean;
  description?: string;
  error?: React.ReactNode;
}

interface Option {
  value: string;
  label: string;
}

const NEW = 'new:';

/** Finds accounts while somebody types, and offers to create the one that is not there yet. */
export function AccountField({ label, value, onChange, required, description, error }: Props) {
  const { t } = useTranslation('deals');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 200);
  const [found, setFound] = useState<Option[]>([]);
  const [chosen, setChosen] = useState<Option>();
  const [busy, setBusy] = useState(false);

  // Opened from an account's page: only its id is known.
  useEffect(() => {
    if (!value.id || chosen?.value === value.id) return;
    const request = fetchQuery<AccountFieldNameQuery>(
      environment,
      graphql`
        query AccountFieldNameQuery($id: ID!) {
          account(id: $id) {
            id
            name
          }
        }
      `,
      { id: value.id },
      { fetchPolicy: 'store-or-network' },
    ).subscribe({
      next: ({ account }) => account && setChosen({ value: account.id, label: account.name }),
      // The field then shows no name; the deal is created for the account all the same.
      error: () => undefined,
    });
    return () => request.unsubscribe();
  }, [environment, value.id, chosen?.value]);

  const typed = chosen && wanted === chosen.label ? '' : wanted;
  useEffect(() => {
    setBusy(true);
    const request = fetchQuery<AccountFieldQuery>(
      environment,
      graphql`
        query AccountFieldQuery($search: String) {
          accounts(search: $search, first: 20, orderBy: [{ field: NAME }], filter: { archived: { eq: false } }) {
            nodes {
              id
              name
            }
          }
        }
      `,
      { search: typed || null },
    ).subscribe({
      next: ({ accounts }) => setFound(accounts.nodes.map(({ id, name }) => ({ value: id, label: name }))),
      error: () => setBusy(false),
      complete: () => setBusy(false),
    });
    return () => request.unsubscribe();
  }, [environment, typed]);

  const made = value.newName === null ? undefined : { value: NEW + value.newName, label: value.newName };
  const current = made ?? (chosen?.value === value.id ? chosen : undefined);
  const exact = found.some((option) => option.label.toLowerCase() === typed.toLowerCase());
  const offer =
    typed && !exact && typed !== value.newName
      ? [{ value: NEW + typed, label: t('create.newAccount', { name: typed }) }]
      : [];
  const data = [
    ...(current && !found.some((option) => option.value === current.value) ? [current] : []),
    ...found,
    ...offer,
  ];
  return (
    <Select
      label={label}
      required={required}
      description={value.newName === null ? description : t('create.accountWillBeMade')}
      error={error}
      clearable
      searchable
      data={data}
      filter={({ options }) => options}
      value={made?.value ?? value.id}
      searchValue={text}
      onSearchChange={setText}
      rightSection={busy ? <Loader size={14} /> : undefined}
      onChange={(next) => {
        if (next?.startsWith(NEW)) {
          const name = next.slice(NEW.length);
          onChange({ id: null, newName: name });
          setText(name);
          return;
        }
        setChosen(data.find((option) => option.value === next));
        onChange({ id: next, newName: null });
      }}
    />
  );
}
