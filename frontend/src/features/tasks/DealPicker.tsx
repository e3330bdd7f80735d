import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchQuery, graphql, useRelayEnvironment } from 'react-relay/hooks';
import type { DealPickerQuery } from '@/__generated__/DealPickerQuery.graphql';
import type { PickerProps } from '@/ui/AsyncSelect';

interface Option {
  value: string;
  label: string;
}

/** Open deals by name; with an account, only its own. */
export function DealPicker({ accountId, onChange, ...props }: PickerProps & { accountId?: string | null }) {
  const { t } = useTranslation('common');
  const environment = useRelayEnvironment();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text, 200);
  const [opened, setOpened] = useState(false);
  const [found, setFound] = useState<Option[]>([]);
  const [chosen, setChosen] = useState<Option>();
  const search = wanted === chosen?.label ? '' : wanted;

  useEffect(() => {
    if (!opened) return;
    const request = fetchQuery<DealPickerQuery>(
      environment,
      graphql`
        query DealPickerQuery($search: String, $filter: DealFilter) {
          deals(search: $search, filter: $filter, first: 20, orderBy: [{ field: UPDATED_AT, direction: DESC }]) {
            nodes {
              id
              name
              account {
                id
                name
              }
            }
          }
        }
      `,
      {
        search: search || null,
        filter: { status: { eq: 'OPEN' }, ...(accountId ? { accountId: { eq: accountId } } : {}) },
      },
    ).subscribe({
      next: (data) =>
        setFound(
          data.deals.nodes.map(({ id, name, account }) => ({
            value: id,
            label: account && account.name !== name ? `${name} · ${account.name}` : name,
          })),
        ),
      error: () => setFound([]),
    });
    return () => request.unsubscribe();
  }, [environment, opened, search, accountId]);

  const kept = chosen && chosen.value === props.value && !found.some(({ value }) => value === chosen.value);
  return (
    <Select
      clearable
      {...props}
      searchable
      data={kept ? [chosen, ...found] : found}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => setOpened(false)}
      nothingFoundMessage={t('picker.nothing')}
      onChange={(id) => {
        setChosen(found.find(({ value }) => value === id));
        onChange(id);
      }}
    />
  );
}
