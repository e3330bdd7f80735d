import { Table, UnstyledButton } from '@mantine/core';
import IconArrowDown from '@tabler/icons-react/dist/esm/icons/IconArrowDown.mjs';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import type { SortOrder } from '@/searchParams';
import classes from './DataTable.module.css';
import { nextSort } from './sort';

interface Props {
  header: string;
  width: number;
  align?: 'left' | 'right';
  sortField?: string;
  sort?: SortOrder;
  onSort?: (sort: SortOrder | undefined) => void;
  onResize: (event: unknown) => void;
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
          <span className={classes.cut}>{header}</span>
          {direction === 'ASC' && <IconArrowUp size={14} aria-hidden />}
          {direction === 'DESC' && <IconArrowDown size={14} aria-hidden />}
        </UnstyledButton>
      ) : (
        <span className={classes.headText} title={header}>
          <span className={classes.cut}>{header}</span>
        </span>
      )}
      <span className={classes.resize} onMouseDown={onResize} onTouchStart={onResize} aria-hidden />
    </Table.Th>
  );
}
