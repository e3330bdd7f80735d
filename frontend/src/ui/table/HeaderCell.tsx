import { Table, UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import type { SortOrder } from '@/searchParams';
import classes from './DataTable.module.css';

interface Props {
  header: string;
  width: number;
  align?: 'left' | 'right';
  sortField?: string;
  sort?: SortOrder;
  onSort?: (sort: SortOrder | undefined) => void;
  onResize: (event: unknown) => void;
}

/** Ascending, descending, back to the list's own order. */
function nextSort(field: string, sort: SortOrder | undefined): SortOrder | undefined {
  if (sort?.field !== field) return { field, direction: 'ASC' };
  return sort.direction === 'ASC' ? { field, direction: 'DESC' } : undefined;
}

export function HeaderCell({ header, width, align, sortField, sort, onSort, onResize }: Props) {
  const direction = sortField && sort?.field === sortField ? sort.direction : undefined;
  const aria = direction === 'ASC' ? 'ascending' : direction === 'DESC' ? 'descending' : 'none';
  return (
    <Table.Th w={width} ta={align} className={classes.headCell} aria-sort={sortField ? aria : undefined}>
      {sortField && onSort ? (
        <UnstyledButton
          className={classes.sort}
          title={header}
          onClick={() => onSort(nextSort(sortField, sort))}
        >
          {header}
          {direction === 'ASC' && <IconArrowUp size={14} aria-hidden />}
          {direction === 'DESC' && <IconArrowDown size={14} aria-hidden />}
        </UnstyledButton>
      ) : (
        <span className={classes.headText}>{header}</span>
      )}
      <span className={classes.resize} onMouseDown={onResize} onTouchStart={onResize} aria-hidden />
    </Table.Th>
  );
}
