import type { Icon } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useListSearch } from '@/app/useListSearch';
import { formatSort, parseSort } from '@/searchParams';
import { type DataColumn, DataTable } from '@/ui/DataTable';
import { ListEmpty } from '@/ui/ListEmpty';
import { type CustomColumn, orderInput } from '../fields/lists';
import type { ListFrame } from './ListPage';
import type { Fresh } from './useFresh';

const PAGE = 50;

/** Variables of a list's query: the old rows stay while the next ones are on their way. */
export function usePaged<V extends object>(variables: V): V & { first: number } {
  const wanted = useDeferredValue(variables);
  return useMemo(() => ({ ...wanted, first: PAGE }), [wanted]);
}

interface Order<F extends string> {
  readonly field: F;
  readonly direction: 'ASC' | 'DESC';
}

export const BY_NAME: Order<'NAME'> = { field: 'NAME', direction: 'ASC' };

/** A list's order as the API wants it: by a known field of the address, else as usual. */
export function usePlainOrder<F extends string>(fields: readonly F[], usual: Order<F>): readonly Order<F>[] {
  const [search] = useListSearch();
  return useMemo(() => {
    const sort = parseSort(search.sort);
    const field = fields.find((one) => one === sort?.field);
    return [field && sort ? { field, direction: sort.direction } : usual];
  }, [fields, usual, search.sort]);
}

/** The same for records with custom fields, which they can be sorted by as well. */
export function useOrder<F extends string>(
  fields: readonly F[],
  custom: readonly CustomColumn[],
  usual: Order<F>,
) {
  const [search] = useListSearch();
  return useMemo(() => {
    const sort = parseSort(search.sort);
    const order = sort && orderInput(sort, custom);
    const direction = sort?.direction ?? ('ASC' as const);
    if (order?.customKey) return [{ field: 'CUSTOM' as const, customKey: order.customKey, direction }];
    const field = fields.find((one) => one === sort?.field);
    return [field ? { field, direction } : usual];
  }, [fields, custom, usual, search.sort]);
}

export interface ColumnShape<C extends string> {
  id: C;
  size: number;
  sortField?: string;
  align?: 'right';
  hidden?: boolean;
  optional?: boolean;
  /** Where the table's texts have no word for it. */
  header?: string;
  phone?: DataColumn<never>['phone'];
}

interface Props<R extends { readonly id: string }, C extends string> {
  /** Names the table and its texts: `accounts:title`, `accounts:column.…`, `accounts:empty.…`, `accounts:new`. */
  name: 'accounts' | 'contacts' | 'contracts' | 'competitors' | 'leads' | 'orders' | 'products' | 'proposals';
  icon: Icon;
  frame: ListFrame;
  columns: readonly ColumnShape<C>[];
  rows: readonly R[];
  cell: (row: R, column: C, plain?: boolean) => ReactNode;
  totalCount: number;
  fresh: Fresh;
  onOpen: (id: string) => void;
  hasNext: boolean;
  isLoadingNext: boolean;
  loadNext: (count: number) => unknown;
}

/** The table of a list page; the order stands in the address. */
export function RecordTable<R extends { readonly id: string }, C extends string>(props: Props<R, C>) {
  const { name, icon, frame, columns: shapes, rows, cell, totalCount, fresh, onOpen, ...paging } = props;
  const { t } = useTranslation([name, 'common']);
  const [search, change] = useListSearch();
  const columns = useMemo(
    () =>
      shapes.map(
        ({ id, hidden, header, ...shape }): DataColumn<R> => ({
          ...shape,
          id,
          header: header ?? t(`${name}:column.${id}`),
          fixed: id === 'name',
          defaultHidden: hidden,
          cell: (row, plain) => cell(row, id, plain),
        }),
      ),
    [shapes, name, cell, t],
  );
  return (
    <DataTable
      name={name}
      label={t(`${name}:title`)}
      columns={columns}
      rows={rows}
      sort={parseSort(search.sort)}
      onSort={(next) => change({ sort: formatSort(next) })}
      onOpen={({ id }) => onOpen(id)}
      {...paging}
      pageSize={PAGE}
      totalCount={totalCount}
      isFresh={({ id }) => fresh.has(id)}
      empty={
        <ListEmpty {...frame} icon={icon} title={t(`${name}:empty.title`)} createLabel={t(`${name}:new`)}>
          {t(`${name}:empty.body`)}
        </ListEmpty>
      }
    />
  );
}
