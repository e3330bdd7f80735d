import { type ReactNode, Suspense } from 'react';
import { useCreate } from '@/app/useCreate';
import { useListSearch } from '@/app/useListSearch';
import { FilterBar, type FilterField } from '@/ui/FilterBar';
import { SearchText } from '@/ui/filter/SearchText';
import { PageHeader } from '@/ui/PageHeader';
import { SkeletonRows } from '@/ui/SkeletonRows';
import { ListMenu, type ListSource, useImport } from '../transfer/ListMenu';

/** What a list needs of the page around it. */
export interface ListFrame {
  filtered: boolean;
  onClear: () => void;
  /** Absent for those who only read. */
  onCreate?: () => void;
  /** Absent for those who may not import, and where no file brings it in. */
  onImport?: () => void;
}

interface Props {
  title: string;
  aside?: ReactNode;
  /** Above the filters: which of several views is open. */
  views?: ReactNode;
  /** Of the command, e.g. `account.create`. */
  createId?: string;
  /** With the dialog; both absent where nothing is made on the list. */
  createLabel?: string;
  /** For what not everybody who writes may make. */
  mayCreate?: boolean;
  searchLabel: string;
  fields: readonly FilterField[];
  /** The list as a file is made of it; absent where none is. */
  source?: Omit<ListSource, 'title'>;
  list: (frame: ListFrame) => ReactNode;
  createDialog?: (close: () => void) => ReactNode;
}

/** The frame of a list: head, search text, filter chips, create dialog; all of it lives in the address. */
export function ListPage(props: Props) {
  const {
    title,
    aside,
    views,
    createId = '',
    createLabel = '',
    mayCreate = true,
    searchLabel,
    fields,
    source,
    list,
    createDialog,
  } = props;
  const [search, change] = useListSearch();
  const { create, button } = useCreate({
    id: createId,
    label: createLabel,
    group: title,
    allowed: mayCreate && createDialog !== undefined,
    run: () => change({ dialog: 'new' }),
  });
  const onImport = useImport(source?.kind);
  return (
    <>
      <PageHeader
        title={title}
        aside={aside}
        actions={
          <>
            {button}
            {source && <ListMenu source={{ ...source, title }} />}
          </>
        }
      />
      {views}
      <FilterBar fields={fields} value={search.filter} onChange={(filter) => change({ filter })}>
        <SearchText label={searchLabel} value={search.q} onChange={(q) => change({ q })} />
      </FilterBar>
      <Suspense fallback={<SkeletonRows rows={10} />}>
        {list({
          filtered: Boolean(search.q || search.filter?.length),
          onClear: () => change({ q: undefined, filter: [] }),
          onCreate: create,
          onImport,
        })}
      </Suspense>
      {search.dialog === 'new' && create && createDialog?.(() => change({ dialog: undefined }))}
    </>
  );
}
