import { Button } from '@mantine/core';
import IconUser from '@tabler/icons-react/dist/esm/icons/IconUser.mjs';
import { useTranslation } from 'react-i18next';
import type { ListSearch } from '@/searchParams';
import { FilterBar, type FilterField } from '@/ui/FilterBar';
import { SearchText } from '@/ui/filter/SearchText';
import { CardFieldsMenu } from './CardFieldsMenu';
import type { CardFields } from './cardFields';
import { isMine, toggleMine } from './useBoardFilter';

interface Props {
  fields: readonly FilterField[];
  card: CardFields;
  search: ListSearch;
  onChange: (patch: Partial<ListSearch>) => void;
}

/** Text, "only mine" and the filter chips; all of it lives in the address. */
export function BoardFilters({ fields, card, search, onChange }: Props) {
  const { t } = useTranslation('board');
  const mine = search.filter?.some(isMine) ?? false;

  return (
    <FilterBar fields={fields} value={search.filter} onChange={(filter) => onChange({ filter })}>
      <SearchText label={t('filter.text')} value={search.q} onChange={(q) => onChange({ q })} />
      <Button
        size="compact-sm"
        variant={mine ? 'filled' : 'default'}
        aria-pressed={mine}
        leftSection={<IconUser size={14} aria-hidden />}
        onClick={() => onChange({ filter: toggleMine(search.filter) })}
      >
        {t('filter.mine')}
      </Button>
      <CardFieldsMenu {...card} />
    </FilterBar>
  );
}
