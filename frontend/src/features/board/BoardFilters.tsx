import { Button, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '@/searchParams';
import { FilterBar, type FilterField } from '@/ui/FilterBar';
import { isMine, toggleMine } from './useBoardFilter';

interface Props {
  fields: readonly FilterField[];
  search: ListSearch;
  onChange: (patch: Partial<ListSearch>) => void;
}

/** Text, "only mine" and the filter chips; all of it lives in the address. */
export function BoardFilters({ fields, search, onChange }: Props) {
  const { t } = useTranslation('board');
  const [text, setText] = useState(search.q ?? '');
  const [known, setKnown] = useState(search.q);
  // The address changed by other means (back, a cleared filter): the field follows.
  if (known !== search.q) {
    setKnown(search.q);
    setText(search.q ?? '');
  }
  const apply = useDebouncedCallback((q: string) => {
    const next = q.trim() || undefined;
    setKnown(next);
    onChange({ q: next });
  }, 300);
  const type = (q: string) => {
    setText(q);
    apply(q);
  };
  const mine = search.filter?.some(isMine) ?? false;

  return (
    <FilterBar fields={fields} value={search.filter} onChange={(filter) => onChange({ filter })}>
      <TextInput
        size="xs"
        w={200}
        aria-label={t('filter.text')}
        placeholder={t('filter.text')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && text && type('')}
        rightSection={
          text && <CloseButton size="sm" aria-label={t('filter.clearText')} onClick={() => type('')} />
        }
      />
      <Button
        size="compact-sm"
        variant={mine ? 'filled' : 'default'}
        aria-pressed={mine}
        leftSection={<IconUser size={14} aria-hidden />}
        onClick={() => onChange({ filter: toggleMine(search.filter) })}
      >
        {t('filter.mine')}
      </Button>
    </FilterBar>
  );
}
