import { Button, Menu } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import { useTranslation } from 'react-i18next';
import type { SortOrder } from '@/searchParams';
import { nextSort } from './sort';

interface Props {
  columns: readonly { id: string; header: string; sortField?: string }[];
  sort?: SortOrder;
  onSort: (sort: SortOrder | undefined) => void;
}

/** Stands for the sortable headings where there is no room for them. */
export function SortMenu({ columns, sort, onSort }: Props) {
  const { t } = useTranslation('common');
  const sorted = columns.find(({ sortField }) => sortField && sortField === sort?.field);
  const arrow =
    sort?.direction === 'DESC' ? (
      <IconArrowDown size={14} aria-hidden />
    ) : (
      <IconArrowUp size={14} aria-hidden />
    );
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm" ml={-8} rightSection={sorted && arrow}>
          {sorted ? t('table.sortedBy', { column: sorted.header }) : t('table.sort')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {columns.flatMap(({ id, header, sortField }) =>
          sortField
            ? [
                <Menu.Item
                  key={id}
                  rightSection={sortField === sort?.field && arrow}
                  onClick={() => onSort(nextSort(sortField, sort))}
                >
                  {header}
                </Menu.Item>,
              ]
            : [],
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
