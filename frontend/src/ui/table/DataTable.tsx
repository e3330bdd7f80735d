import { Checkbox, Loader, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import {
  type ColumnDef,
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusWhenThere } from '@/app/focus';
import { useKeyNotes, useShortcut } from '@/app/shortcuts';
import type { SortOrder } from '@/searchParams';
import { SkeletonRows } from '../SkeletonRows';
import { ColumnMenu } from './ColumnMenu';
import classes from './DataTable.module.css';
import { HeaderCell } from './HeaderCell';
import { fitColumns, hiddenColumns, moveColumn, orderColumns, toggleColumn, useTableLayout } from './layout';
import { PhoneRow } from './PhoneRow';
import { SortMenu } from './SortMenu';
import { useRangeSelection } from './selection';
import { tellColumns } from './shown';

export interface DataColumn<T> {
  id: string;
  header: string;
  /** `plain` where a tap opens the row: nothing to edit, no second link. */
  cell: (row: T, plain?: boolean) => ReactNode;
  size?: number;
  /** Where the room is short it gets as narrow as this; seven tenths of its size when nothing is said. */
  minSize?: number;
  align?: 'left' | 'right';
  /** The order field of the API; the header sorts by it. */
  sortField?: string;
  /** Cannot be hidden: what names the row. */
  fixed?: boolean;
  /** Off until somebody switches it on. */
  defaultHidden?: boolean;
  /** Off until somebody switches it on, also where it came after they had arranged the table. */
  optional?: boolean;
  /** Its place on a phone, beside or below the name of the row; without one it is not shown there. */
  phone?: 'value' | 'detail' | 'note';
}

export interface DataTableProps<T extends { readonly id: string }> {
  /** Key of the stored layout, e.g. `deals`. */
  name: string;
  /** For screen readers. */
  label: string;
  /** Memoised. */
  columns: readonly DataColumn<T>[];
  rows: readonly T[];
  sort?: SortOrder;
  onSort?: (sort: SortOrder | undefined) => void;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: Set<string>) => void;
  /** Enter or click on the row. */
  onOpen?: (row: T) => void;
  /** Space looks into the row, instead of selecting it. */
  onPeek?: (row: T) => void;
  /** From usePaginationFragment. */
  hasNext?: boolean;
  isLoadingNext?: boolean;
  loadNext?: (count: number) => unknown;
  totalCount?: number;
  loading?: boolean;
  /** Shown without rows: <Empty> saying what the list is for, or that nothing matches the filter. */
  empty: ReactNode;
  /** Marks rows that somebody else just changed. */
  isFresh?: (row: T) => boolean;
  pageSize?: number;
  /** Told which columns are shown, in their order, and of each change of it. */
  onColumns?: (ids: readonly string[]) => void;
}

const features = tableFeatures({
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
});
const ROW_HEIGHT = 44;
const PHONE_ROW_HEIGHT = 66;
/** Mantine's `sm`, below which the navigation folds away too. */
const PHONE = '(max-width: 47.99em)';
const SELECT_WIDTH = 44;
const MENU_WIDTH = 40;

const SIZE = 160;

function narrowest({ size = SIZE, minSize }: { size?: number; minSize?: number }): number {
  return minSize ?? Math.round(size * 0.7);
}

/** The one table of all lists: virtual rows, sticky header, arrangeable columns, endless scroll, keyboard. */
export function DataTable<T extends { readonly id: string }>(props: DataTableProps<T>) {
  const {
    name,
    label,
    columns,
    rows,
    sort,
    onSort,
    selected,
    onSelect,
    onOpen,
    onPeek,
    hasNext,
    isLoadingNext,
    loadNext,
  } = props;
  const { t } = useTranslation('common');
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const [layout, changeLayout] = useTableLayout(
    name,
    columns.filter((column) => column.defaultHidden).map(({ id }) => id),
  );
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const toggle = useRangeSelection(ids, selected, onSelect);
  const order = useMemo(
    () =>
      orderColumns(
        columns.map(({ id }) => id),
        layout.order,
      ),
    [columns, layout.order],
  );

  const definitions = useMemo(
    () =>
      columns.map(
        (column): ColumnDef<typeof features, T> => ({
          id: column.id,
          header: column.header,
          size: column.size ?? SIZE,
          minSize: narrowest(column),
          cell: ({ row }) => column.cell(row.original),
        }),
      ),
    [columns],
  );
  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);

  const hidden = useMemo(() => hiddenColumns(columns, layout), [columns, layout]);
  const { onColumns } = props;
  useEffect(() => {
    const shown = order.filter((id) => !hidden.includes(id));
    tellColumns(name, shown);
    onColumns?.(shown);
  }, [onColumns, name, order, hidden]);
  const selectable = Boolean(selected && onSelect);
  const [width, setWidth] = useState(0);
  const measure = useCallback((box: HTMLDivElement | null) => {
    scroll.current = box;
    if (!box) return;
    const read = () => setWidth(box.clientWidth);
    read();
    const observer = new ResizeObserver(read);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);
  const aside = (selectable ? SELECT_WIDTH : 0) + MENU_WIDTH;
  // Widths somebody has given stay; the other columns share what is left.
  const sizes = useMemo(() => {
    const shown = columns.filter(({ id }) => !hidden.includes(id));
    const given = shown.reduce((sum, { id }) => sum + (layout.sizes[id] ?? 0), 0);
    const free = shown.filter(({ id }) => layout.sizes[id] === undefined);
    const fitting = free.map(({ id, size = SIZE, minSize }) => ({
      id,
      size,
      minSize: narrowest({ size, minSize }),
    }));
    return { ...fitColumns(fitting, width - aside - given), ...layout.sizes };
  }, [columns, hidden, layout.sizes, width, aside]);

  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: (row) => row.id,
    columnResizeMode: 'onChange',
    state: {
      columnOrder: order,
      columnVisibility: Object.fromEntries(hidden.map((id) => [id, false])),
      columnSizing: sizes,
    },
    onColumnSizingChange: (update) =>
      // All of them: a column that is dragged must not move its neighbours.
      changeLayout(() => ({ sizes: typeof update === 'function' ? update(sizes) : update })),
  });
  const modelRows = table.getRowModel().rows;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (phone ? PHONE_ROW_HEIGHT : ROW_HEIGHT),
    overscan: 12,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  const pageSize = props.pageSize ?? 50;

  useEffect(() => {
    if (hasNext && !isLoadingNext && last >= 0 && last >= rows.length - 15) loadNext?.(pageSize);
  }, [hasNext, isLoadingNext, last, rows.length, loadNext, pageSize]);

  const walk = (by: -1 | 1) => {
    const next = Math.min(rows.length - 1, Math.max(0, active + by));
    setActive(next);
    virtual.scrollToIndex(next);
    focusWhenThere(() => scroll.current?.querySelector<HTMLElement>(`[data-index="${next}"]`));
  };
  const group = t('table.shortcuts');
  useShortcut('j', () => walk(1), { label: t('table.next'), group });
  useShortcut('k', () => walk(-1), { label: t('table.previous'), group });
  useShortcut('x', () => rows[active] && toggle(rows[active].id, false), { label: t('table.select'), group });

  const notes = useMemo(
    () =>
      [
        ['Enter ↵', t('table.open')],
        [t('key.space'), onPeek ? t('table.peek') : t('table.select')],
        [`Shift ${t('key.click')}`, t('table.range')],
      ] as const,
    [t, onPeek],
  );
  useKeyNotes(group, notes);

  const onRowKey = (event: KeyboardEvent, row: T) => {
    // Keys of controls inside the row belong to them.
    if (event.target !== event.currentTarget) return;
    const actions: Record<string, () => void> = {
      ArrowDown: () => walk(1),
      ArrowUp: () => walk(-1),
      Enter: () => onOpen?.(row),
      ' ': () => (onPeek ? onPeek(row) : toggle(row.id, event.shiftKey)),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  };

  if (props.loading && rows.length === 0) return <SkeletonRows rows={10} />;
  if (rows.length === 0) return <>{props.empty}</>;

  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  const shown = table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
  const span = shown.length + (selectable ? 2 : 1);
  const allSelected = selectable && rows.every(({ id }) => selected?.has(id));
  const someSelected = selectable && !allSelected && rows.some(({ id }) => selected?.has(id));

  return (
    <div ref={measure} className={classes.scroll}>
      <Table
        className={classes.table}
        stickyHeader
        highlightOnHover
        aria-label={label}
        aria-rowcount={(props.totalCount ?? rows.length) + 1}
        style={{
          width: phone ? '100%' : table.getTotalSize() + aside,
          minWidth: '100%',
        }}
      >
        <Table.Thead className={classes.head}>
          {table.getHeaderGroups().map((headers) => (
            <Table.Tr key={headers.id}>
              {selectable && (
                <Table.Th w={SELECT_WIDTH}>
                  <Checkbox
                    size="xs"
                    aria-label={t('table.selectAll')}
                    checked={allSelected}
                    indeterminate={someSelected}
                    onChange={() => onSelect?.(new Set(allSelected ? [] : ids))}
                  />
                </Table.Th>
              )}
              {phone && (
                <Table.Th>
                  {onSort ? (
                    <SortMenu columns={shown} sort={sort} onSort={onSort} />
                  ) : (
                    shown.find(({ fixed }) => fixed)?.header
                  )}
                </Table.Th>
              )}
              {(phone ? [] : headers.headers).map((header) => {
                const column = byId.get(header.column.id);
                return (
                  column && (
                    <HeaderCell
                      key={header.id}
                      header={column.header}
                      align={column.align}
                      width={header.getSize()}
                      sortField={column.sortField}
                      sort={sort}
                      onSort={onSort}
                      onResize={header.getResizeHandler()}
                    />
                  )
                );
              })}
              {!phone && (
                // In sight however wide the table is: else its list would go with it while columns are added.
                <Table.Th w={MENU_WIDTH} pos="sticky" right={0} bg="var(--ds-surface)">
                  <ColumnMenu
                    columns={order.flatMap((id) => {
                      const column = byId.get(id);
                      return column ? [{ id, header: column.header, fixed: column.fixed ?? false }] : [];
                    })}
                    hidden={hidden}
                    onToggle={(id) => changeLayout((old) => toggleColumn(byId.get(id) ?? { id }, old))}
                    onMove={(id, by) => changeLayout(() => ({ order: moveColumn(order, id, by) }))}
                  />
                </Table.Th>
              )}
            </Table.Tr>
          ))}
        </Table.Thead>
        <Table.Tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {items.map(({ index }) => {
            const row = modelRows[index];
            if (!row) return null;
            const record = row.original;
            return (
              <Table.Tr
                key={row.id}
                data-index={index}
                ref={virtual.measureElement}
                aria-rowindex={index + 2}
                aria-selected={selectable ? selected?.has(record.id) : undefined}
                data-fresh={props.isFresh?.(record) || undefined}
                className={classes.row}
                tabIndex={index === Math.max(active, 0) ? 0 : -1}
                onFocus={() => setActive(index)}
                onKeyDown={(event) => onRowKey(event, record)}
                onClick={() => onOpen?.(record)}
              >
                {selectable && (
                  <Table.Td onClick={(event) => event.stopPropagation()}>
                    <Checkbox
                      size="xs"
                      aria-label={t('table.selectRow')}
                      checked={selected?.has(record.id) ?? false}
                      onChange={(event) =>
                        toggle(
                          record.id,
                          event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey,
                        )
                      }
                    />
                  </Table.Td>
                )}
                {phone ? (
                  <PhoneRow row={record} columns={shown} />
                ) : (
                  <>
                    {row.getVisibleCells().map((cell) => (
                      <Table.Td key={cell.id} ta={byId.get(cell.column.id)?.align} className={classes.cell}>
                        <table.FlexRender cell={cell} />
                      </Table.Td>
                    ))}
                    <Table.Td />
                  </>
                )}
              </Table.Tr>
            );
          })}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
          {isLoadingNext && (
            <Table.Tr>
              <Table.Td colSpan={span} ta="center">
                <Loader size="sm" aria-label={t('loading')} />
              </Table.Td>
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
