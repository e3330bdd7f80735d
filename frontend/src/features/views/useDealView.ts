import { useCallback, useMemo, useState } from 'react';
import { useViewer } from '@/app/viewer';
import { type ListSearch, parseSort } from '@/searchParams';
import type { FilterField } from '@/ui/FilterBar';
import { forgetLayout } from '@/ui/table/layout';
import { useColumns } from '../deals/useColumns';
import { orderOf, type View, viewOf } from '../deals/views';
import { isSame, SAVED, stateOf, storedOf, type ViewState, withAddress } from './state';
import { useSavedViews } from './useSavedViews';

interface Options {
  search: ListSearch;
  change: (patch: Partial<ListSearch>) => void;
  builtIn: readonly View[];
  fields: readonly FilterField[];
}

/** The address takes all from the view. */
const PRISTINE = { edited: undefined, filter: [], q: undefined, sort: undefined };

/** The view of the address, built in or saved, and what it has come to by what is changed of it on the page. */
export function useDealView({ search, change, builtIn, fields }: Options) {
  const { timeZone } = useViewer();
  const { views, refetch } = useSavedViews();
  const wantsSaved = SAVED.test(search.view ?? '');
  const current = wantsSaved ? views.find(({ id }) => id === search.view) : undefined;
  const usual = builtIn.find(({ key }) => key === viewOf(wantsSaved ? undefined : search.view));
  const kept = useMemo(() => current && stateOf(current, fields, timeZone), [current, fields, timeZone]);

  const view = useMemo((): View | undefined => {
    if (!current || !kept) return usual;
    const columns = kept.columns.length > 0 ? kept.columns : (usual?.columns ?? []);
    return { key: current.id, saved: true, filter: kept.rest, orderBy: kept.order, columns };
  }, [current, kept, usual]);

  // What the table shows, somebody having arranged it here.
  const [arranged, setArranged] = useState<{ key: string | undefined; ids: readonly string[] }>();
  const [generation, setGeneration] = useState(0);
  const all = useColumns(view);
  const ownColumns = useMemo(
    () => all.filter(({ defaultHidden, optional }) => !defaultHidden && !optional).map(({ id }) => id),
    [all],
  );
  const columns = arranged && arranged.key === view?.key ? arranged.ids : ownColumns;

  const base = useMemo((): ViewState => {
    if (kept) return { ...kept, columns: ownColumns };
    const { filter, orderBy } = usual ?? {};
    const plain = { id: '', filter, orderBy, columns: ownColumns, search: null, problems: [] };
    return stateOf(plain, fields, timeZone);
  }, [kept, usual, ownColumns, fields, timeZone]);
  const sort = parseSort(search.sort);
  const filtered: ViewState = kept
    ? withAddress(base, search)
    : { ...base, conditions: [...base.conditions, ...(search.filter ?? [])], search: search.q };
  const present: ViewState = {
    ...filtered,
    columns,
    order: sort ? [sort] : base.order.length > 0 ? base.order : orderOf(usual, undefined),
  };
  const stored = storedOf(present, fields, timeZone);
  const own = storedOf({ ...base, order: kept ? base.order : present.order }, fields, timeZone);
  const unsorted = kept && !sort && base.order.length === 0;
  if (unsorted) stored.orderBy = own.orderBy;

  const edit = useCallback(
    (patch: Partial<ListSearch>) => {
      if (!kept || search.edited) return change(patch);
      change({ edited: true, filter: [...kept.conditions], q: kept.search, ...patch });
    },
    [kept, search.edited, change],
  );
  const reset = useCallback(() => {
    forgetLayout(`deals-${search.view}`);
    setArranged(undefined);
    setGeneration((old) => old + 1);
    change(PRISTINE);
  }, [change, search.view]);
  const onColumns = useCallback(
    (ids: readonly string[]) => setArranged({ key: view?.key, ids }),
    [view?.key],
  );

  return {
    views,
    refetch,
    current,
    /** It was put away, or is not shared any more. */
    missing: wantsSaved && !current,
    view,
    conditions: kept ? present.conditions : search.filter,
    q: present.search,
    order: present.order,
    present,
    stored,
    changed: kept !== undefined && !isSame(stored, own),
    generation,
    edit,
    reset,
    onColumns,
    pristine: PRISTINE,
  };
}
